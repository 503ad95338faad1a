using Xunit.Abstractions;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>Tests with a browser begin at once: one after the other they take the longest, and all else goes beside them.</summary>
public sealed class BrowserFirst : ITestCollectionOrderer
{
    public const string Name = "SecurityReleaseChatOps.EndToEnd.Support.BrowserFirst";
    public const string Assembly = "SecurityReleaseChatOps.EndToEnd";

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName is not (Browser.One or Browser.Another));
}
