#include "CCurl.h"

#include <dlfcn.h>
#include <stdio.h>

#ifdef __APPLE__
#define LIBRARY "libcurl.4.dylib"
#else
#define LIBRARY "libcurl.so.4"
#endif

// Every function of libcurl that is used, each once: a place in the table, and its look-up.
#define FUNCTIONS(EACH)                                                                   \
  EACH(global_init) EACH(easy_init) EACH(easy_cleanup) EACH(easy_setopt)                  \
  EACH(easy_getinfo) EACH(easy_strerror) EACH(easy_send) EACH(easy_recv)                  \
  EACH(easy_nextheader) EACH(slist_append) EACH(slist_free_all) EACH(multi_init)          \
  EACH(multi_cleanup) EACH(multi_setopt) EACH(multi_add_handle) EACH(multi_remove_handle) \
  EACH(multi_perform) EACH(multi_poll) EACH(multi_wakeup) EACH(multi_info_read)

// curl/curl.h has macros of some of these names, which would hide the functions' types.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#define PLACE(name) __typeof__(curl_##name) *name;
static struct { FUNCTIONS(PLACE) } curl;

static char trouble[200];
static bool loaded;

// Notes what the loader says, of NAME where it says nothing.
static bool fail(const char *name) {
  const char *said = dlerror();
  snprintf(trouble, sizeof trouble, "%s", said != NULL ? said : name);
  return false;
}

bool fusebox_load(void) {
  void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return fail(LIBRARY);
  // A pointer to a function out of one to an object: what dlsym is for, and ISO C has no word for.
#define LOOK_UP(name)                                    \
  *(void **)&curl.name = dlsym(library, "curl_" #name);  \
  if (curl.name == NULL) return fail("curl_" #name);
  FUNCTIONS(LOOK_UP)
  if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return fail("curl_global_init");
  loaded = true;
  return true;
}

const char *fusebox_load_trouble(void) { return trouble; }

CURL *fusebox_easy_init(void) { return loaded ? curl.easy_init() : NULL; }

void fusebox_easy_cleanup(CURL *handle) { curl.easy_cleanup(handle); }

const char *fusebox_easy_strerror(CURLcode code) { return curl.easy_strerror(code); }

CURLcode fusebox_easy_send(CURL *handle, const void *bytes, size_t count, size_t *sent) {
  return curl.easy_send(handle, bytes, count, sent);
}

CURLcode fusebox_easy_recv(CURL *handle, void *bytes, size_t count, size_t *received) {
  return curl.easy_recv(handle, bytes, count, received);
}

struct curl_header *fusebox_easy_nextheader(CURL *handle, unsigned int origin, int request,
                                            struct curl_header *previous) {
  return curl.easy_nextheader(handle, origin, request, previous);
}

struct curl_slist *fusebox_slist_append(struct curl_slist *list, const char *line) {
  return curl.slist_append(list, line);
}

void fusebox_slist_free_all(struct curl_slist *list) { curl.slist_free_all(list); }

CURLM *fusebox_multi_init(void) { return loaded ? curl.multi_init() : NULL; }

CURLMcode fusebox_multi_cleanup(CURLM *multi) { return curl.multi_cleanup(multi); }

CURLMcode fusebox_multi_add_handle(CURLM *multi, CURL *handle) {
  return curl.multi_add_handle(multi, handle);
}

CURLMcode fusebox_multi_remove_handle(CURLM *multi, CURL *handle) {
  return curl.multi_remove_handle(multi, handle);
}

CURLMcode fusebox_multi_perform(CURLM *multi, int *running) {
  return curl.multi_perform(multi, running);
}

CURLMcode fusebox_multi_poll(CURLM *multi, struct curl_waitfd *extra, unsigned int count,
                             int milliseconds, int *ready) {
  return curl.multi_poll(multi, extra, count, milliseconds, ready);
}

CURLMcode fusebox_multi_wakeup(CURLM *multi) { return curl.multi_wakeup(multi); }

CURLMsg *fusebox_multi_info_read(CURLM *multi, int *left) {
  return curl.multi_info_read(multi, left);
}

CURLcode fusebox_set_number(CURL *handle, CURLoption option, long value) {
  return curl.easy_setopt(handle, option, value);
}

CURLcode fusebox_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl.easy_setopt(handle, option, value);
}

CURLcode fusebox_set_pointer(CURL *handle, CURLoption option, const void *value) {
  return curl.easy_setopt(handle, option, value);
}

CURLcode fusebox_set_callback(CURL *handle, CURLoption option, curl_write_callback value) {
  return curl.easy_setopt(handle, option, value);
}

CURLMcode fusebox_set_multi_number(CURLM *multi, CURLMoption option, long value) {
  return curl.multi_setopt(multi, option, value);
}

CURLcode fusebox_get_number(CURL *handle, CURLINFO info, long *value) {
  return curl.easy_getinfo(handle, info, value);
}

CURLcode fusebox_get_microseconds(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl.easy_getinfo(handle, info, value);
}

CURLcode fusebox_get_text(CURL *handle, CURLINFO info, char **value) {
  return curl.easy_getinfo(handle, info, value);
}

CURLcode fusebox_get_socket(CURL *handle, curl_socket_t *value) {
  return curl.easy_getinfo(handle, CURLINFO_ACTIVESOCKET, value);
}
