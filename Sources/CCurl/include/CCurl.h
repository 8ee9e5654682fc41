#pragma once

#include <stdbool.h>

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// libcurl brings some thirty shared libraries along. The program does not link it: it is loaded
// when the first call is made. The functions below are those of libcurl without `curl_` in their
// names; before `fusebox_load` has said yes, those that make something return NULL, and the others
// may not be called.
//
// libcurl's setters and getters are variadic, which Swift cannot call: there is one plain function
// for each type of argument.

// Loads libcurl and starts it; false when it is not on this machine, or too old. One caller, once.
bool fusebox_load(void);

// What the loader said when it could not; empty before that.
const char *fusebox_load_trouble(void);

CURL *fusebox_easy_init(void);
void fusebox_easy_cleanup(CURL *handle);
const char *fusebox_easy_strerror(CURLcode code);
CURLcode fusebox_easy_send(CURL *handle, const void *bytes, size_t count, size_t *sent);
CURLcode fusebox_easy_recv(CURL *handle, void *bytes, size_t count, size_t *received);
struct curl_header *fusebox_easy_nextheader(CURL *handle, unsigned int origin, int request,
                                            struct curl_header *previous);

struct curl_slist *fusebox_slist_append(struct curl_slist *list, const char *line);
void fusebox_slist_free_all(struct curl_slist *list);

CURLM *fusebox_multi_init(void);
CURLMcode fusebox_multi_cleanup(CURLM *multi);
CURLMcode fusebox_multi_add_handle(CURLM *multi, CURL *handle);
CURLMcode fusebox_multi_remove_handle(CURLM *multi, CURL *handle);
CURLMcode fusebox_multi_perform(CURLM *multi, int *running);
CURLMcode fusebox_multi_poll(CURLM *multi, struct curl_waitfd *extra, unsigned int count,
                             int milliseconds, int *ready);
CURLMcode fusebox_multi_wakeup(CURLM *multi);
CURLMsg *fusebox_multi_info_read(CURLM *multi, int *left);

CURLcode fusebox_set_number(CURL *handle, CURLoption option, long value);
CURLcode fusebox_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode fusebox_set_pointer(CURL *handle, CURLoption option, const void *value);
CURLcode fusebox_set_callback(CURL *handle, CURLoption option, curl_write_callback value);
CURLMcode fusebox_set_multi_number(CURLM *multi, CURLMoption option, long value);

CURLcode fusebox_get_number(CURL *handle, CURLINFO info, long *value);
CURLcode fusebox_get_microseconds(CURL *handle, CURLINFO info, curl_off_t *value);
CURLcode fusebox_get_text(CURL *handle, CURLINFO info, char **value);
CURLcode fusebox_get_socket(CURL *handle, curl_socket_t *value);
