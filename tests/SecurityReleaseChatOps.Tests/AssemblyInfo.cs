// Most tests wait for Slack's pace, one message a second in a channel: more of them go side by side than there are cores.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
