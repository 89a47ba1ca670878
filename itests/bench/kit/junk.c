/*
 * junk PORT SECONDS [SEED]: sends packets that are no KRPC to a server on loopback as fast as one core does, by
 * sendmmsg; prints one JSON line. Random bytes, and bencode that ends early, in turns; 16 to 200 bytes.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 256, SIZE = 200 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0 || connect(fd, (void *)&to, sizeof to)) return 1;
  srand(argc > 3 ? atoi(argv[3]) : 1);
  static uint8_t body[BATCH][SIZE];
  static struct iovec parts[BATCH];
  static struct mmsghdr messages[BATCH];
  for (int i = 0; i < BATCH; i++) {
    for (int j = 0; j < SIZE; j++) body[i][j] = rand();
    if (i % 2) memcpy(body[i], "d1:ad2:id20:", 12);
    parts[i] = (struct iovec){body[i], 16 + rand() % (SIZE - 16)};
    messages[i].msg_hdr = (struct msghdr){.msg_iov = &parts[i], .msg_iovlen = 1};
  }
  uint64_t sent = 0, refused = 0;
  double begin = now(), end = begin + atof(argv[2]);
  while (now() < end) {
    int n = sendmmsg(fd, messages, BATCH, 0);
    if (n > 0) sent += n;
    else refused++;
  }
  printf("{\"sent\":%llu,\"per_s\":%.0f,\"refused\":%llu}\n", (unsigned long long)sent,
         sent / (now() - begin), (unsigned long long)refused);
  return 0;
}
