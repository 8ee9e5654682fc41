import FuseboxCore

/// Firebase Cloud Messaging, on Firebase's dashboard as "Cloud Messaging".
enum FCM {
  static let provider = Provider(
    id: "fcm", name: "Firebase Cloud Messaging", category: .messaging,
    docs: "https://firebase.google.com/docs/cloud-messaging",
    page: PageFeed(
      dialect: .unread("Google's dashboard is not read yet"),
      url: "https://status.firebase.google.com/incidents.json",
      humanURL: "https://status.firebase.google.com"),
    credentials: [
      CredentialField("service_account", environment: ["GOOGLE_APPLICATION_CREDENTIALS"])
    ])
}
