/*
 * Floods the multicast group on a network interface at an even pace, under any number of senders' addresses.
 *   mdns-flood KIND TOPIC DEVICE SOURCE SENDERS RATE
 * KIND: answers, questions or garbage, about one name of dat.local. SOURCE: the first of SENDERS consecutive IPv4
 * addresses, which need not be the host's own. RATE: packets a second. Prints each second how many the system took.
 * Needs the right to open a raw socket. Ends with its standard input.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PACKETS = 4096, SIZE = 512, BATCH = 64, PORT = 5353 };

struct packet {
  struct iphdr ip;
  struct udphdr udp;
  uint8_t dns[SIZE];
} __attribute__((packed));

static struct packet packets[PACKETS];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static uint8_t *u16(uint8_t *p, unsigned value) {
  *p++ = value >> 8;
  *p++ = value;
  return p;
}

static uint8_t *text(uint8_t *p, const char *label) {
  size_t n = strlen(label);
  *p++ = n;
  memcpy(p, label, n);
  return p + n;
}

static uint8_t *name(uint8_t *p, const char *topic) {
  p = text(text(text(p, topic), "dat"), "local");
  *p++ = 0;
  return u16(u16(p, 16), 1); /* TXT, IN */
}

/* 0.0.0.0 and a port, in base64. */
static void base64(char *to, unsigned port) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  uint8_t six[6] = {0, 0, 0, 0, port >> 8, port};
  for (int i = 0; i < 6; i += 3, to += 4) {
    unsigned v = six[i] << 16 | six[i + 1] << 8 | six[i + 2];
    for (int j = 0; j < 4; j++) to[j] = digits[v >> (18 - 6 * j) & 63];
  }
  *to = 0;
}

static size_t dns(uint8_t *dns, const char *kind, const char *topic, int i) {
  int answer = strcmp(kind, "questions") != 0;
  uint8_t *p = u16(u16(u16(u16(u16(u16(dns, 0), answer ? 0x8400 : 0), 1), answer), 0), 0);
  p = name(p, topic);
  if (answer) {
    char token[32], peers[32] = "peers=";
    snprintf(token, sizeof token, "token=flood%d", i % 1000);
    base64(peers + 6, 1024 + i);
    p = u16(u16(name(p, topic), 0), 0); /* no life */
    uint8_t *length = p;
    p = text(text(p + 2, token), peers);
    u16(length, p - length - 2);
  }
  if (!strcmp(kind, "garbage"))
    for (int n = 0; n < 4; n++) dns[(i * 31 + n * 17) % (p - dns)] ^= i * 7 + n + 1;
  return p - dns;
}

static void prepare(const char *kind, const char *topic, uint32_t source, int senders) {
  for (int i = 0; i < PACKETS; i++) {
    struct packet *each = &packets[i];
    size_t n = dns(each->dns, kind, topic, i);
    each->ip = (struct iphdr){.version = 4, .ihl = 5, .ttl = 255, .protocol = IPPROTO_UDP};
    each->ip.saddr = htonl(source + i % senders);
    each->ip.daddr = inet_addr("224.0.0.251");
    each->ip.tot_len = htons(sizeof each->ip + sizeof each->udp + n);
    each->udp.source = each->udp.dest = htons(PORT);
    each->udp.len = htons(sizeof each->udp + n);
  }
}

static int ended(void) {
  char c;
  return read(0, &c, 1) == 0;
}

int main(int argc, char **argv) {
  if (argc < 7) return 2;
  int senders = atoi(argv[5]);
  double rate = atof(argv[6]);
  int fd = socket(AF_INET, SOCK_RAW, IPPROTO_RAW);
  struct ip_mreqn out = {.imr_ifindex = if_nametoindex(argv[3])};
  if (fd < 0 || setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &out, sizeof out)) {
    perror(argv[3]);
    return 1;
  }
  fcntl(0, F_SETFL, O_NONBLOCK);
  prepare(argv[1], argv[2], ntohl(inet_addr(argv[4])), senders);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = inet_addr("224.0.0.251")};
  static struct iovec parts[PACKETS];
  static struct mmsghdr messages[PACKETS];
  for (int i = 0; i < PACKETS; i++) {
    parts[i] = (struct iovec){&packets[i], ntohs(packets[i].ip.tot_len)};
    messages[i].msg_hdr =
        (struct msghdr){.msg_name = &to, .msg_namelen = sizeof to, .msg_iov = &parts[i], .msg_iovlen = 1};
  }
  setvbuf(stdout, NULL, _IOLBF, 0);
  printf("{\"event\":\"flooding\",\"senders\":%d}\n", senders);
  double begun = now(), told = begun, owed = 0, last = begun;
  int at = 0;
  uint64_t sent = 0;
  while (!ended()) {
    double t = now();
    owed += (t - last) * rate;
    last = t;
    if (owed > rate / 20) owed = rate / 20; /* what a busy machine kept it from sending is not made up for */
    while (owed >= 1) {
      int n = owed < BATCH ? owed : BATCH;
      if (n > PACKETS - at) n = PACKETS - at;
      n = sendmmsg(fd, messages + at, n, 0);
      if (n <= 0) break;
      sent += n;
      owed -= n;
      at = (at + n) % PACKETS;
    }
    if (t - told >= 1) {
      printf("{\"event\":\"rate\",\"packets\":%.0f}\n", sent / (t - told));
      sent = 0;
      told = t;
    }
    nanosleep(&(struct timespec){.tv_nsec = 500000}, NULL);
  }
  return 0;
}
