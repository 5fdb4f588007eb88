/* Makes one folder behave like a bad disk: loaded before a process (LD_PRELOAD) by bench_full_disk.py.

   FAIL_FOLDER names it; the process itself calls fail_with(0 good, 1 full, 2 read-only, 3 gone). Full: nothing more can be
   written (ENOSPC). Read-only: nor made, renamed or removed (EROFS). Gone: names are not found (ENOENT), what is still
   open answers EIO. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { GOOD, FULL, READ_ONLY, GONE };
static int mode = GOOD;
static char folder[PATH_MAX];

void fail_with(int how) {
    const char *named = getenv("FAIL_FOLDER");
    snprintf(folder, sizeof folder, "%s", named ? named : "/nowhere");
    mode = how;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int within(const char *path) { return mode && path && strncmp(path, folder, strlen(folder)) == 0; }

static int here(int fd) {
    char link[64], path[PATH_MAX];
    if (!mode || fd < 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return within(path);
}

static int refuse(int number) {
    errno = number;
    return -1;
}

static int no_write(void) { return refuse(mode == FULL ? ENOSPC : mode == READ_ONLY ? EROFS : EIO); }
static int no_name(void) { return refuse(mode == FULL ? ENOSPC : mode == READ_ONLY ? EROFS : ENOENT); }

#define WRITER(type, name, given, passed) \
    type name given { return here(fd) ? no_write() : REAL(name) passed; }

WRITER(ssize_t, write, (int fd, const void *data, size_t length), (fd, data, length))
WRITER(ssize_t, pwrite, (int fd, const void *data, size_t length, off_t at), (fd, data, length, at))
WRITER(ssize_t, pwrite64, (int fd, const void *data, size_t length, off64_t at), (fd, data, length, at))
WRITER(ssize_t, writev, (int fd, const struct iovec *parts, int count), (fd, parts, count))
WRITER(ssize_t, sendfile, (int fd, int from, off_t *at, size_t length), (fd, from, at, length))
WRITER(ssize_t, sendfile64, (int fd, int from, off64_t *at, size_t length), (fd, from, at, length))

#define UNLESS_FULL(name, given, passed) \
    int name given { return mode != FULL && here(fd) ? no_write() : REAL(name) passed; }

UNLESS_FULL(ftruncate, (int fd, off_t length), (fd, length))
UNLESS_FULL(ftruncate64, (int fd, off64_t length), (fd, length))
UNLESS_FULL(fsync, (int fd), (fd))
UNLESS_FULL(fdatasync, (int fd), (fd))

#define READER(type, name, given, passed) \
    type name given { return mode == GONE && here(fd) ? refuse(EIO) : REAL(name) passed; }

READER(ssize_t, read, (int fd, void *data, size_t length), (fd, data, length))
READER(ssize_t, pread, (int fd, void *data, size_t length, off_t at), (fd, data, length, at))
READER(ssize_t, pread64, (int fd, void *data, size_t length, off64_t at), (fd, data, length, at))
READER(int, fstat, (int fd, struct stat *found), (fd, found))
READER(int, fstat64, (int fd, struct stat64 *found), (fd, found))

#define ASKER(name, given, passed) \
    int name given { return mode == GONE && within(path) ? refuse(ENOENT) : REAL(name) passed; }

ASKER(stat, (const char *path, struct stat *found), (path, found))
ASKER(lstat, (const char *path, struct stat *found), (path, found))
ASKER(stat64, (const char *path, struct stat64 *found), (path, found))
ASKER(lstat64, (const char *path, struct stat64 *found), (path, found))
ASKER(access, (const char *path, int how), (path, how))

#define NAMER(name, given, passed) \
    int name given { return within(path) ? no_name() : REAL(name) passed; }
#define NAMER_UNLESS_FULL(name, given, passed) \
    int name given { return mode != FULL && within(path) ? no_name() : REAL(name) passed; }

NAMER(mkdir, (const char *path, mode_t how), (path, how))
NAMER(link, (const char *from, const char *path), (from, path))
NAMER_UNLESS_FULL(rename, (const char *path, const char *to), (path, to))
NAMER_UNLESS_FULL(unlink, (const char *path), (path))
NAMER_UNLESS_FULL(rmdir, (const char *path), (path))

static int no_open(const char *path, int flags) {
    if (!within(path)) return 0;
    if (mode == GONE) return ENOENT;
    return mode == READ_ONLY && (flags & (O_ACCMODE | O_CREAT | O_TRUNC)) ? EROFS : 0;
}

#define OPENER(name) \
    int name(const char *path, int flags, ...) { \
        va_list more; \
        va_start(more, flags); \
        mode_t how = va_arg(more, mode_t); \
        va_end(more); \
        int number = no_open(path, flags); \
        return number ? refuse(number) : REAL(name)(path, flags, how); \
    }

OPENER(open)
OPENER(open64)

int openat(int at, const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t how = va_arg(more, mode_t);
    va_end(more);
    int number = no_open(path, flags);
    return number ? refuse(number) : REAL(openat)(at, path, flags, how);
}
