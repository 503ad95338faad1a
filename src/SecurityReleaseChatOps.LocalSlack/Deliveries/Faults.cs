namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>A fault to inject on request.</summary>
/// <param name="Method">A Web API method or a kind of delivery; any if null.</param>
/// <param name="Kinds"><c>ratelimited</c>, <c>500</c>, <c>timeout</c>, <c>drop</c>,
/// <c>duplicate</c> or <c>error:</c> with Slack's error code; several take turns.</param>
/// <param name="Times">How many more times it happens.</param>
/// <param name="Every">It happens only to every n-th match; 1 for every match.</param>
/// <param name="Applied">Whether the call is carried out before its answer is lost; null for the kind's default.</param>
internal sealed record Fault(string? Method, IReadOnlyList<string> Kinds, int Times, int Every, bool? Applied)
{
    public int Seen { get; set; }

    /// <summary>The kind whose turn it is.</summary>
    public string Kind => Kinds[0];

    /// <summary>By default a timeout loses the answer, any other kind the call itself.</summary>
    public bool Applies => Applied ?? Kind == "timeout";

    /// <summary>Slack's error code for a refusal, such as <c>permission_denied</c>; null for any other kind.</summary>
    public string? Error => Kind.StartsWith(Faults.Refusal, StringComparison.Ordinal) ? Kind[Faults.Refusal.Length..] : null;
}

/// <summary>The faults waiting to happen.</summary>
internal sealed class Faults
{
    /// <summary>The prefix of a kind that refuses a call with one of Slack's error codes.</summary>
    public const string Refusal = "error:";

    public static readonly string[] Kinds = ["ratelimited", "500", "timeout", "drop", "duplicate"];

    /// <summary>The names that stand for deliveries rather than Web API methods: all, the four kinds, and their types.</summary>
    public static readonly string[] Deliveries =
    [
        "delivery", "command", "action", "options", "event", "slash_commands", "block_actions", "view_submission", "view_closed",
        "shortcut", "message_action", "block_suggestion", "event_callback",
    ];

    private readonly Lock _gate = new();
    private List<Fault> _waiting = [];

    public IReadOnlyList<Fault> Waiting
    {
        get
        {
            lock (_gate)
                return [.. _waiting];
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
            _waiting = [.. _waiting, fault];
    }

    public void Clear()
    {
        lock (_gate)
            _waiting = [];
    }

    /// <summary>The fault waiting for a Web API call, if any.</summary>
    public Fault? ForCall(string method) => Take(f => f.Kind != "duplicate" && (f.Method is null || f.Method == method));

    /// <summary>Whether to make a delivery twice.</summary>
    public bool Doubles(string kind, string type) => Take(f => f.Kind == "duplicate" && (f.Method is null || Names(f.Method, kind, type))) is not null;

    /// <summary>The fault waiting for a delivery, if any.</summary>
    public Fault? ForDelivery(string kind, string type) => Take(f => f.Kind != "duplicate" && f.Method is not null && Names(f.Method, kind, type));

    private static bool Names(string method, string kind, string type) => method == "delivery" || method == kind || method == type;

    private Fault? Take(Func<Fault, bool> fits)
    {
        lock (_gate)
        {
            foreach (var fault in _waiting.Where(fits).ToArray())
            {
                if (++fault.Seen % fault.Every != 0)
                    continue;
                _waiting = [.. _waiting.Where(f => f != fault)];
                if (fault.Times > 1)
                    _waiting.Add(fault with { Kinds = [.. fault.Kinds.Skip(1), fault.Kind], Times = fault.Times - 1, Seen = 0 });
                return fault;
            }
            return null;
        }
    }
}
