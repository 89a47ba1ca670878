/*
 * udprelay PORT MILLIS PERCENT [SEED]: a path of its own to a UDP port on loopback: every datagram takes MILLIS one
 * way, and PERCENT of those of each direction are lost, the same ones for the same seed. Prints its port as one JSON
 * line; for one client at a time. It has no rate and no queue that overflows.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <signal.h>
#include <sys/socket.h>
#include <time.h>

enum { SIZE = 65536, KERNEL = 64 << 20, BATCH = 64 };

struct packet {
  struct packet *next;
  uint64_t due;
  int length;
  uint8_t bytes[];
};

struct way {
  int from, to, to_client;
  uint64_t random;
  struct packet *first, **last;
};

static struct sockaddr_in client;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* splitmix64 */
static double chance(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15ull;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ z >> 27) * 0x94d049bb133111ebull;
  return ((z ^ z >> 31) >> 11) * 0x1p-53;
}

static int make(void) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0), size = KERNEL;
  struct sockaddr_in at = {.sin_family = AF_INET};
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size))
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  if (fd < 0 || bind(fd, (void *)&at, sizeof at)) exit(1);
  return fd;
}

static void take(struct way *way, uint64_t delay, double loss) {
  static uint8_t bytes[SIZE];
  for (int i = 0; i < BATCH; i++) {
    struct sockaddr_in from;
    socklen_t size = sizeof from;
    int n = recvfrom(way->from, bytes, SIZE, MSG_DONTWAIT, (void *)&from, &size);
    if (n < 0) return;
    if (!way->to_client) client = from;
    if (chance(&way->random) < loss) continue;
    struct packet *packet = malloc(sizeof *packet + n);
    memcpy(packet->bytes, bytes, n);
    packet->length = n;
    packet->due = now() + delay;
    packet->next = 0;
    *way->last = packet;
    way->last = &packet->next;
  }
}

static void give(struct way *way, struct sockaddr_in *to) {
  uint64_t t = now();
  while (way->first && way->first->due <= t) {
    struct packet *packet = way->first;
    way->first = packet->next;
    if (!way->first) way->last = &way->first;
    sendto(way->to, packet->bytes, packet->length, 0, (void *)to, sizeof *to);
    free(packet);
  }
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  struct sockaddr_in target = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))}, mine;
  target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  uint64_t delay = atof(argv[2]) * 1e6, seed = argc > 4 ? atoll(argv[4]) : 1;
  double loss = atof(argv[3]) / 100;
  int front = make(), back = make();
  struct way there = {front, back, 0, seed, 0, 0}, home = {back, front, 1, ~seed, 0, 0};
  there.last = &there.first;
  home.last = &home.first;
  socklen_t size = sizeof mine;
  getsockname(front, (void *)&mine, &size);
  printf("{\"event\":\"listening\",\"port\":%d}\n", ntohs(mine.sin_port));
  fflush(stdout);
  for (;;) {
    uint64_t t = now(), due = t + 1000000000;
    if (there.first && there.first->due < due) due = there.first->due;
    if (home.first && home.first->due < due) due = home.first->due;
    struct timespec wait = {0, due > t ? due - t : 0};
    if (wait.tv_nsec > 999999999) wait.tv_nsec = 999999999;
    struct pollfd both[2] = {{front, POLLIN, 0}, {back, POLLIN, 0}};
    ppoll(both, 2, &wait, 0);
    take(&there, delay, loss);
    take(&home, delay, loss);
    give(&there, &target);
    give(&home, &client);
  }
}
