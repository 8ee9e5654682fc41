#pragma once

#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <term.h>
#include <wchar.h>

// Swift can import neither macros with casts nor mutable globals; here is a plain name for each
// of those that fusebox uses.

static const attr_t fusebox_bold = WA_BOLD;
static const attr_t fusebox_dim = WA_DIM;
static const attr_t fusebox_italic = WA_ITALIC;
static const attr_t fusebox_underline = WA_UNDERLINE;
static const attr_t fusebox_reverse = WA_REVERSE;

static inline SCREEN *fusebox_newterm(const char *type) { return newterm(type, stdout, stdin); }
static inline WINDOW *fusebox_screen(void) { return stdscr; }
static inline int fusebox_colours(void) { return COLORS; }

/// Takes the character set, and nothing else, from the environment. True when it is UTF-8.
static inline bool fusebox_use_locale(void) {
  setlocale(LC_CTYPE, "");
  const char *codeset = nl_langinfo(CODESET);
  return codeset[0] == 'U' && codeset[1] == 'T' && codeset[2] == 'F' && codeset[4] == '8';
}

/// Can the cursor be put anywhere? Without that there is no full screen.
static inline bool fusebox_can_move(void) { return cursor_address != NULL; }

/// `oc` resets the whole palette, which is not ours: a person may have set it.
static inline void fusebox_keep_palette(void) { orig_colors = NULL; }

/// One grapheme, zero-terminated, at a place of the screen. False when the C library does not
/// agree that it takes `width` columns; then nothing is drawn.
static inline bool fusebox_put(int row, int column, const wchar_t *text, int width,
                               attr_t attributes, int pair) {
  cchar_t cell;
  if (text[0] > 126 && wcwidth(text[0]) != width) return false;
  if (setcchar(&cell, text, attributes, 0, &pair) == ERR) return false;
  mvadd_wch(row, column, &cell); // ERR at the last column of the last row, and drawn all the same
  return true;
}

/// What blanks look like, those included that clearing leaves.
static inline void fusebox_set_ground(attr_t attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, L" ", attributes, 0, &pair) != ERR) bkgrndset(&cell);
}
