// swift-tools-version:6.2
import PackageDescription

/// Set `FUSEBOX_TSAN=1` together with `--sanitize=thread`: the sanitizer cannot see into
/// `Synchronization.Mutex`, so `Guarded` becomes a pthread lock in that build.
let underSanitizer = Context.environment["FUSEBOX_TSAN"] == "1"

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ] + (underSanitizer ? [.define("FUSEBOX_TSAN")] : [])

/// Every target but the two that own a C library. `Guarded` marks its one unsafe line.
let strict = settings + [.strictMemorySafety()]

let package = Package(
  name: "fusebox",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "fusebox", targets: ["fusebox"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(name: "CNcurses"),
    .target(name: "CCurl"),

    .target(name: "FuseboxCore", swiftSettings: strict),
    .target(name: "FuseboxProviders", dependencies: ["FuseboxCore"], swiftSettings: strict),
    .target(name: "FuseboxWords", dependencies: ["FuseboxCore"], swiftSettings: strict),
    .target(
      name: "FuseboxWire", dependencies: ["FuseboxCore", "FuseboxWords"], swiftSettings: strict),
    .target(
      name: "FuseboxView", dependencies: ["FuseboxCore", "FuseboxWords"], swiftSettings: strict),
    .target(
      name: "FuseboxAgent",
      dependencies: ["FuseboxCore", "FuseboxProviders", "FuseboxWire"],
      swiftSettings: strict),
    .target(
      name: "FuseboxStore",
      dependencies: [
        "FuseboxCore", "FuseboxWire", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "FuseboxNet", dependencies: ["FuseboxCore", "FuseboxWire", "CCurl"],
      swiftSettings: settings),
    .target(
      name: "FuseboxListener",
      dependencies: [
        "FuseboxCore",
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(
      name: "FuseboxTerminal", dependencies: ["FuseboxCore", "FuseboxView", "CNcurses"],
      swiftSettings: settings),
    .target(
      name: "FuseboxSimulator",
      dependencies: ["FuseboxCore", "FuseboxProviders", "FuseboxListener"],
      swiftSettings: strict),
    .target(name: "FuseboxSystem", dependencies: ["FuseboxCore"], swiftSettings: settings),
    .target(
      name: "FuseboxConfig",
      dependencies: [
        "FuseboxCore", "FuseboxProviders", "FuseboxView", "FuseboxSimulator", "FuseboxThemes",
        "FuseboxScenarios", .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(
      name: "FuseboxThemes", path: "themes",
      resources: [.embedInCode("dark.yaml"), .embedInCode("light.yaml")],
      swiftSettings: settings),
    .target(
      name: "FuseboxScenarios", path: "scenarios",
      resources: [
        .embedInCode("maintenance.yaml"), .embedInCode("one-refusal.yaml"),
        .embedInCode("quota.yaml"), .embedInCode("retry-after.yaml"),
        .embedInCode("throttled.yaml"),
      ],
      swiftSettings: settings),
    .target(
      name: "FuseboxCommands",
      dependencies: [
        "FuseboxCore", "FuseboxProviders", "FuseboxWire", "FuseboxView", "FuseboxAgent",
        "FuseboxStore", "FuseboxNet", "FuseboxListener", "FuseboxTerminal", "FuseboxSimulator",
        "FuseboxSystem", "FuseboxConfig", "FuseboxWords",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "fusebox", dependencies: ["FuseboxCommands"], swiftSettings: strict),

    .executableTarget(
      name: "FuseboxBenchmarks", dependencies: ["FuseboxCore"], path: "Tests/FuseboxBenchmarks",
      swiftSettings: strict),
    .target(
      name: "FuseboxTestSupport", dependencies: ["FuseboxCore", "FuseboxProviders"],
      path: "Tests/FuseboxTestSupport", swiftSettings: strict),
    .testTarget(
      name: "FuseboxCoreTests",
      dependencies: [
        "FuseboxCore", "FuseboxWords", "FuseboxTestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "FuseboxProvidersTests",
      dependencies: [
        "FuseboxCore", "FuseboxProviders", "FuseboxTestSupport",
      ], resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "FuseboxWireTests",
      dependencies: ["FuseboxCore", "FuseboxWords", "FuseboxWire"], resources: [.copy("Fixtures")],
      swiftSettings: strict),
    .testTarget(
      name: "FuseboxWordsTests",
      dependencies: ["FuseboxCore", "FuseboxWords", "FuseboxTestSupport"], swiftSettings: strict),
    .testTarget(
      name: "FuseboxViewTests",
      dependencies: [
        "FuseboxCore", "FuseboxWords", "FuseboxView", "FuseboxTestSupport",
      ], resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "FuseboxAgentTests",
      dependencies: [
        "FuseboxCore", "FuseboxProviders", "FuseboxWire", "FuseboxAgent", "FuseboxNet",
        "FuseboxListener", "FuseboxTestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "FuseboxStoreTests",
      dependencies: [
        "FuseboxCore", "FuseboxWords", "FuseboxWire", "FuseboxStore", "FuseboxSystem",
        "FuseboxTestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ], resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "FuseboxNetTests",
      dependencies: ["FuseboxCore", "FuseboxNet", "FuseboxTestSupport"], swiftSettings: settings,
      // The test program's own getaddrinfo hangs for *.hang.test; libcurl finds it only exported.
      linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic-symbol=getaddrinfo"])]),
    .testTarget(
      name: "FuseboxListenerTests", dependencies: ["FuseboxCore", "FuseboxListener"],
      swiftSettings: strict),
    .testTarget(
      name: "FuseboxTerminalTests",
      dependencies: ["FuseboxCore", "FuseboxView", "FuseboxTerminal"], swiftSettings: strict),
    .testTarget(
      name: "FuseboxSimulatorTests",
      dependencies: [
        "FuseboxCore", "FuseboxProviders", "FuseboxSimulator", "FuseboxNet", "FuseboxTestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "FuseboxSystemTests", dependencies: ["FuseboxSystem"], swiftSettings: strict),
    .testTarget(
      name: "FuseboxConfigTests",
      dependencies: [
        "FuseboxCore", "FuseboxProviders", "FuseboxSimulator", "FuseboxConfig",
      ], swiftSettings: strict),
    .testTarget(
      name: "FuseboxCommandsTests",
      dependencies: [
        "FuseboxCore", "FuseboxProviders", "FuseboxSystem", "FuseboxConfig", "FuseboxCommands",
        "FuseboxWords", "FuseboxNet", "FuseboxWire", "FuseboxAgent", "FuseboxTestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
  ]
)
