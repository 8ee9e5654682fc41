import FuseboxCommands

launch()
