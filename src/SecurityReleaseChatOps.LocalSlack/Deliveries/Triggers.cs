using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>trigger_ids: each lets the app open one view for one person within 3 seconds of real time.</summary>
internal sealed partial class Triggers(TimeProvider real, TimeSpan life)
{
    /// <summary>Used and dead ones are remembered that long, to tell them from made-up ones.</summary>
    private const int Remembered = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Trigger> _triggers = [];
    private readonly Queue<string> _order = [];
    private readonly Dictionary<string, Trigger> _newest = [];
    private long _last = RandomNumberGenerator.GetInt32(1_000_000, 9_000_000);

    private sealed record Trigger(string User, long Issued)
    {
        public bool Used { get; set; }

        /// <summary>Whether what it was given out for is over without a view, so that no one need wait for one.</summary>
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

    /// <summary>Uses a trigger up and tells whose it is.</summary>
    /// <exception cref="SlackError">It is unknown, too old or used.</exception>
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

    /// <summary>Says that no view is expected from this trigger any more; it stays valid.</summary>
    public void Settle(string id)
    {
        lock (_gate)
        {
            if (_triggers.TryGetValue(id, out var trigger))
                trigger.Settled = true;
        }
    }

    /// <summary>Whether a view may yet come of what this person did last; what they did before is over for them.</summary>
    public bool IsPending(string user)
    {
        lock (_gate)
            return _newest.TryGetValue(user, out var last) && !last.Used && !last.Settled && real.GetElapsedTime(last.Issued) <= life;
    }

    // A trigger from before a restart is in form, and too old.
    [GeneratedRegex(@"^\d+\.\d+\.[0-9a-f]{32}$", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
