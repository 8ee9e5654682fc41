#if FUSEBOX_TSAN
  import Glibc

  /// A value behind a pthread lock. Used only under the thread sanitizer, which cannot see
  /// into `Synchronization.Mutex` and would report every guarded access as a race.
  @safe package struct Guarded<Value: ~Copyable>: ~Copyable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let box: UnsafeMutablePointer<Value>

    package init(_ value: consuming sending Value) {
      unsafe lock = .allocate(capacity: 1)
      unsafe lock.initialize(to: pthread_mutex_t())
      unsafe pthread_mutex_init(lock, nil)
      unsafe box = .allocate(capacity: 1)
      unsafe box.initialize(to: value)
    }

    deinit {
      unsafe pthread_mutex_destroy(lock)
      unsafe lock.deallocate()
      unsafe box.deinitialize(count: 1)
      unsafe box.deallocate()
    }

    /// Runs `body` with exclusive access. Never suspends; keep it short, no calls out.
    package borrowing func withLock<Result: ~Copyable, Failure: Error>(
      _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
      unsafe pthread_mutex_lock(lock)
      defer { unsafe pthread_mutex_unlock(lock) }
      return try unsafe body(&box.pointee)
    }
  }

  // The pthread lock above is what makes crossing threads true.
  extension Guarded: @unchecked Sendable where Value: ~Copyable {}
#else
  import Synchronization

  /// A value behind a lock: the one lock of this project. Hold it for a mutation, never across
  /// a call out or a suspension.
  @usableFromInline
  package struct Guarded<Value: ~Copyable>: ~Copyable, Sendable {
    @usableFromInline package let mutex: Mutex<Value>

    @inlinable package init(_ value: consuming sending Value) { mutex = Mutex(value) }

    /// Runs `body` with exclusive access. Never suspends; keep it short, no calls out.
    @inlinable package borrowing func withLock<Result: ~Copyable, Failure: Error>(
      _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
      try mutex.withLock(body)
    }
  }
#endif
