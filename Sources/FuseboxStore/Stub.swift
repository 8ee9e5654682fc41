import GRDB
enum FuseboxStoreStub {}
