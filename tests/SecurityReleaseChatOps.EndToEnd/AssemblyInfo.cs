using SecurityReleaseChatOps.EndToEnd.Support;

// Each test has an app of its own, and most of them wait more than they work: so many go side by side, but only two with a browser.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: TestCollectionOrderer(BrowserFirst.Name, BrowserFirst.Assembly)]
