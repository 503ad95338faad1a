// Each test has an app and a workspace of its own, and many wait more than they work.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
