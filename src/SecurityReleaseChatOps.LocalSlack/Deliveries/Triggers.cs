using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>trigger_ids: each lets the app open one view for one person within 3 seconds of real time.</summary>
internal sealed partial class Triggers(TimeProvider real, TimeSpan life)
{
    /// <summary>How many triggers are remembered, used and expired ones included, to tell them from made-up ones.</summary>
    private const int Remembered = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Trigger> _triggers = [];
    private readonly Queue<string> _order = [];
    private readonly Dictionary<string, Trigger> _newest = [];
    private long _last = RandomNumberGenerator.GetInt32(1_000_000, 9_000_000);

    private sealed record Trigger(string User, long Issued)
    {
        public bool Used { get; set; }

        /// <summary>Whether its interaction ended without a view, so that nobody need wait for one.</summary>
        public bool Settled { get; set; }
    }

    public string Issue(string user)
    {
        lock (_gate)
        {
            var id = string.Create(
                CultureInfo.InvariantCulture,
                $"{++_last}.{RandomNumberGenerator.GetInt32(1_000_000)}.{RandomNumberGenerator.GetHexString(32, lowercase: true)}");
            _newest[user] = _triggers[id] = new Trigger(user, real.GetTimestamp());
            _order.Enqueue(id);
            if (_order.Count > Remembered)
                _triggers.Remove(_order.Dequeue());
            return id;
        }
    }

    /// <summary>Uses up a trigger and returns whose it is.</summary>
    /// <exception cref="SlackError">It is unknown, expired or already used.</exception>
    public string Exchange(string id)
    {
        lock (_gate)
        {
            if (!_triggers.TryGetValue(id, out var trigger))
                throw new SlackError(Form().IsMatch(id) ? "expired_trigger_id" : "invalid_trigger_id");
            if (trigger.Used)
                throw new SlackError("exchanged_trigger_id");
            if (real.GetElapsedTime(trigger.Issued) > life)
                throw new SlackError("expired_trigger_id");
            trigger.Used = true;
            return trigger.User;
        }
    }

    /// <summary>Marks that no view is expected from this trigger any more; it stays valid.</summary>
    public void Settle(string id)
    {
        lock (_gate)
        {
            if (_triggers.TryGetValue(id, out var trigger))
                trigger.Settled = true;
        }
    }

    /// <summary>Whether this person's latest interaction may still open a view; earlier ones no longer count.</summary>
    public bool IsPending(string user)
    {
        lock (_gate)
            return _newest.TryGetValue(user, out var last) && !last.Used && !last.Settled && real.GetElapsedTime(last.Issued) <= life;
    }

    // A well-formed but unknown trigger is from before a restart, and thus expired.
    [GeneratedRegex(@"^\d+\.\d+\.[0-9a-f]{32}$", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
