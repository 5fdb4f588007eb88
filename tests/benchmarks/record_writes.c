/* Records what a process asks the disk to keep, in order: loaded before it (LD_PRELOAD) by bench_power.py.

   Each record is the header below, then, for a write, its bytes. Only files of the folder RECORD_FOLDER are recorded,
   into the file RECORD_LOG. Shared memory of SQLite (-shm) is no part of what survives a power cut and is left out. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

struct header {
    char op;   /* w a write, s a sync, t a truncation */
    char file; /* d the database, l its write-ahead log, j its rollback journal, a what was acknowledged */
    int64_t offset;
    int64_t length;
} __attribute__((packed));

static int log_fd = -2;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static ssize_t plain_write(int fd, const void *data, size_t length) {
    static ssize_t (*usual)(int, const void *, size_t);
    if (!usual) usual = real("write");
    return usual(fd, data, length);
}

static int ends(const char *path, const char *with) {
    size_t all = strlen(path), end = strlen(with);
    return all >= end && strcmp(path + all - end, with) == 0;
}

static char file_of(int fd) {
    const char *folder = getenv("RECORD_FOLDER");
    char link[64], path[PATH_MAX];
    if (!folder || fd == log_fd) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    if (strncmp(path, folder, strlen(folder)) != 0) return 0;
    if (ends(path, ".db")) return 'd';
    if (ends(path, "-wal")) return 'l';
    if (ends(path, "-journal")) return 'j';
    return ends(path, "/acknowledged") ? 'a' : 0;
}

static void note(char op, char file, int64_t offset, const void *data, int64_t length) {
    if (log_fd == -2) log_fd = open(getenv("RECORD_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    struct header head = {op, file, offset, length};
    int failed = plain_write(log_fd, &head, sizeof head) != (ssize_t)sizeof head;
    if (!failed && data) failed = plain_write(log_fd, data, length) != length;
    if (failed) abort(); /* a record with a hole would prove nothing */
}

ssize_t write(int fd, const void *data, size_t length) {
    char file = file_of(fd);
    off_t at = file ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = plain_write(fd, data, length);
    if (file && done > 0) note('w', file, at, data, done);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t at) {
    static ssize_t (*usual)(int, const void *, size_t, off_t);
    if (!usual) usual = real("pwrite");
    ssize_t done = usual(fd, data, length, at);
    char file = file_of(fd);
    if (file && done > 0) note('w', file, at, data, done);
    return done;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return pwrite(fd, data, length, at); }

static int synced(const char *name, int fd) {
    int (*usual)(int) = real(name);
    int failed = usual(fd);
    char file = file_of(fd);
    if (file && !failed) note('s', file, 0, NULL, 0);
    return failed;
}

int fsync(int fd) { return synced("fsync", fd); }
int fdatasync(int fd) { return synced("fdatasync", fd); }

int ftruncate(int fd, off_t length) {
    static int (*usual)(int, off_t);
    if (!usual) usual = real("ftruncate");
    int failed = usual(fd, length);
    char file = file_of(fd);
    if (file && !failed) note('t', file, length, NULL, 0);
    return failed;
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }
