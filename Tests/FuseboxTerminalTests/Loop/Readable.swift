import Glibc

/// A read of the descriptor would not wait.
func isReadable(_ descriptor: Int32) -> Bool {
  var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  return unsafe poll(&state, 1, 0) == 1
}
