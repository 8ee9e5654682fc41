extension Breaker {
  /// Lets no call pass until then, or until reset. The machine stands still meanwhile. Over a trip
  /// it only replaces the time.
  package mutating func trip(until: MonotonicTime?) -> Transition? {
    change(.tripped) { $0.forced = .open(until: until) }
  }

  /// Lets every call pass until then. The machine only looks on: what it would do is in the
  /// snapshot.
  package mutating func hold(until: MonotonicTime) -> Transition? {
    change(.held) {
      $0.forced = .closed(until: until)
      $0.wouldOpen = $0.state != .closed
    }
  }

  /// Takes a decision back as if it had not been made: the machine goes on where it stands.
  package mutating func release() -> Transition? {
    change(.released) {
      $0.forced = .none
      $0.wouldOpen = false
    }
  }

  /// Closes it now: decision, pause, counts and openings are cleared. Of a closed breaker it clears
  /// the counts, which is no transition.
  package mutating func reset(at now: MonotonicTime) -> Transition? {
    change(.reset) {
      $0.forced = .none
      $0.pausedUntil = nil
      $0.windows.clear()
      $0.close(at: now)
    }
  }

  /// Clears the decision and lets a probe decide. A closed breaker has nothing to prove: there it
  /// is a reset.
  package mutating func resetWithProbe(at now: MonotonicTime) -> Transition? {
    guard effective != .closed else { return reset(at: now) }
    return change(.reset) {
      $0.forced = .none
      $0.pausedUntil = nil
      $0.attempt = 0
      $0.wait = .zero
      $0.wouldOpen = false
      $0.enter(.halfOpen(Trial()), at: now)
    }
  }

  /// Does not wait for the deadline, or for the end of a trip: the next call is the probe. nil
  /// when it is half-open already.
  package mutating func probeNow(at now: MonotonicTime) throws(NothingToProve) -> Transition? {
    switch effective {
    case .halfOpen: return nil
    case .closed, .forcedClosed: throw NothingToProve(state: effective)
    case .open, .forcedOpen:
      return change(.probeAsked) {
        $0.forced = .none
        $0.pausedUntil = nil
        $0.enter(.halfOpen(Trial()), at: now)
      }
    }
  }
}

/// A probe was asked of a breaker through which calls pass anyway; it stays as it is.
package struct NothingToProve: Error, Sendable, Equatable {
  package var state: EffectiveState

  package init(state: EffectiveState) { self.state = state }

  package var label: String { "nothing_to_prove" }

  /// A sentence a tired person understands.
  package var sentence: String {
    state == .forcedClosed
      ? "It is held closed: calls pass, there is nothing to probe."
      : "It is closed: calls pass, there is nothing to probe."
  }
}
