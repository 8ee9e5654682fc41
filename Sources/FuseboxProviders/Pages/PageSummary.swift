import FuseboxCore

/// What a status page says, whatever its dialect: the readers of `Pages/` return it, and
/// `ScopedPage` judges it. Every text in it is terminal-safe.
struct PageSummary: Equatable {
  /// A row of the page, or a heading over rows.
  struct Component: Equatable {
    var id: String
    var name: String
    var state: PageState
    /// A heading: what counts are the rows below it, where there are any.
    var isGroup = false
    /// Id of the heading it stands under.
    var groupID: String?
    var updatedAt: WallTime?
  }

  /// Which components an incident or a maintenance touches.
  enum Touched: Equatable {
    /// The page does not say: it may touch any of them.
    case unsaid
    /// Ids and names.
    case components(Set<String>)
  }

  /// An open incident.
  struct Incident: Equatable {
    var name: String
    /// The page's own word for how bad it is; `operational` for "none".
    var impact: PageState
    /// The page's own word: investigating, monitoring.
    var stage: String
    var touches: Touched
    var startedAt: WallTime?
    var updatedAt: WallTime?
    /// The newest update's text, ≤ 200 characters.
    var latest = ""
  }

  /// A maintenance in progress.
  struct Maintenance: Equatable {
    var name: String
    var stage: String
    var touches: Touched
    var startedAt: WallTime?
    var updatedAt: WallTime?
    var latest = ""
    /// When it shall end; nil when the page does not say.
    var until: WallTime?
  }

  /// Host of the page's own address; empty when it does not say.
  var host = ""
  var pageID: String?
  /// The page-wide word; nil without one.
  var indicator: PageState?
  var components: [Component] = []
  var incidents: [Incident] = []
  var maintenances: [Maintenance] = []
  /// What of the page could not be read ("2 rows without a name"); nil when all was.
  var gap: String?

  /// It is the page that was asked for: by its id where that is known, or by its host.
  func isFrom(host asked: String?, pageID known: String?) -> Bool {
    if let known, known == pageID { return true }
    func bare(_ host: String) -> Substring {
      host.hasPrefix("www.") ? host.dropFirst(4) : host[...]
    }
    guard let asked, !host.isEmpty else { return false }
    return bare(asked) == bare(host)
  }
}
