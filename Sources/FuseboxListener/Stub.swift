import HummingbirdCore
enum FuseboxListenerStub {}
