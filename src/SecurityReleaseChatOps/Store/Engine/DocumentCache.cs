using System.Diagnostics.CodeAnalysis;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// The documents of a database with a single writing process: every version, and recently read values. It answers reads without the database,
/// and is updated by each commit once it is on disk, in order and before anyone learns that it was saved.
/// </summary>
/// <param name="most">Characters of JSON whose values are kept; beyond that the least recently used go.</param>
internal sealed class DocumentCache(long most = 16_000_000)
{
    private readonly Lock _gate = new();
    private Dictionary<string, Kind>? _kinds;
    private long _changes;
    private long _kept;
    private int _turn;

    /// <summary>Whether it knows all documents; until then it answers nothing.</summary>
    public bool IsLoaded => Volatile.Read(ref _kinds) is not null;

    /// <summary>Starts over with the database's documents.</summary>
    public void Load(IEnumerable<DocumentVersion> all)
    {
        var kinds = new Dictionary<string, Kind>(StringComparer.Ordinal);
        lock (_gate)
        {
            foreach (var (kind, id, version, isThere) in all)
                Of(kinds, kind).Set(id, new() { Version = version, IsThere = isThere });
            (_kinds, _kept) = (kinds, 0);
        }
    }

    /// <summary>Forgets everything: the outcome of the last commits is unknown.</summary>
    public void Unload()
    {
        lock (_gate)
            (_kinds, _kept) = (null, 0);
    }

    /// <summary>Records a commit that is on disk.</summary>
    public void Apply(IReadOnlyList<CommitStep> steps)
    {
        lock (_gate)
        {
            if (_kinds is null)
                return;
            foreach (var step in steps)
            {
                switch (step)
                {
                    case CommitStep.Put(var kind, var id, var body, var version) put:
                        Apply(Of(_kinds, kind), id, version, new() { IsThere = true, Value = put.Value }, body.Length);
                        break;
                    case CommitStep.Delete(var kind, var id, var version):
                        Apply(Of(_kinds, kind), id, version, new() { IsThere = false }, 0);
                        break;
                    case CommitStep.Forget(var kind, var id):
                        Forget(Of(_kinds, kind), id);
                        break;
                    case CommitStep.MakeAnonymous:
                        (_kinds, _kept) = (null, 0);
                        return;
                }
            }
        }
    }

    /// <returns>Whether it can tell.</returns>
    public bool TryGet<T>(DocumentKind<T> kind, string id, out Doc<T>? doc)
    {
        doc = null;
        lock (_gate)
        {
            if (_kinds is null)
                return false;
            if (!Of(_kinds, kind.Name).ById.TryGetValue(id, out var entry) || !entry.IsThere)
                return true;
            entry.Used = _turn;
            doc = entry.As<T>(id);
            return doc is not null;
        }
    }

    /// <returns>Whether it can tell.</returns>
    public bool TryAll<T>(DocumentKind<T> kind, string idPrefix, [NotNullWhen(true)] out List<Doc<T>>? all)
    {
        all = null;
        var found = new List<Doc<T>>();
        lock (_gate)
        {
            if (_kinds is null)
                return false;
            var known = Of(_kinds, kind.Name);
            foreach (var id in known.Beginning(idPrefix))
            {
                if (known.ById[id] is not { IsThere: true } entry)
                    continue;
                if (entry.As<T>(id) is not { } doc)
                    return false;
                entry.Used = _turn;
                found.Add(doc);
            }
        }
        all = found;
        return true;
    }

    /// <summary>A number that changes with every document of the kind.</summary>
    /// <returns>Null when it cannot tell.</returns>
    public long? Changes(string kind)
    {
        lock (_gate)
            return _kinds is null ? null : Of(_kinds, kind).Changed;
    }

    /// <summary>The ids that changed, came or went after <see cref="Changes"/> was this number.</summary>
    /// <returns>Null when it cannot tell.</returns>
    public IReadOnlyCollection<string>? ChangedSince(string kind, long number)
    {
        lock (_gate)
            return _kinds is null ? null : Of(_kinds, kind).ChangedSince(number);
    }

    /// <returns>Null when it cannot tell.</returns>
    public Dictionary<string, long>? Versions(string kind)
    {
        lock (_gate)
            return _kinds is null ? null : Of(_kinds, kind).ById.ToDictionary(one => one.Key, one => one.Value.Version, StringComparer.Ordinal);
    }

    /// <summary>Keeps a read value, unless another version is known by now.</summary>
    /// <param name="size">Characters of JSON.</param>
    public Doc<T> Keep<T>(DocumentKind<T> kind, Doc<T> doc, int size)
    {
        lock (_gate)
        {
            if (_kinds is not null && Of(_kinds, kind.Name).ById.TryGetValue(doc.Id, out var entry) && entry.IsThere && entry.Version == doc.Version)
                Fill(entry, doc, size);
        }
        return doc;
    }

    private void Apply(Kind known, string id, long replaced, Entry now, int size)
    {
        var before = Forget(known, id);
        // A deleted document's next version follows that of its deletion.
        now.Version = (replaced == 0 ? before?.Version ?? 0 : replaced) + 1;
        known.Set(id, now);
        Fill(now, now.Value, now.Value is null ? 0 : size);
    }

    private Entry? Forget(Kind known, string id)
    {
        known.Change(++_changes, id);
        if (!known.ById.TryGetValue(id, out var before))
            return null;
        Fill(before, null, 0);
        known.Remove(id);
        return before;
    }

    private void Fill(Entry entry, object? value, int size)
    {
        _kept += size - entry.Size;
        (entry.Value, entry.Size, entry.Used) = (value, size, _turn);
        if (_kept <= most)
            return;
        foreach (var other in _kinds!.Values.SelectMany(kind => kind.ById.Values).Where(other => other.Size > 0 && other.Used != _turn))
        {
            _kept -= other.Size;
            (other.Value, other.Size) = (null, 0);
        }
        _turn++;
    }

    private Kind Of(Dictionary<string, Kind> kinds, string name)
    {
        if (!kinds.TryGetValue(name, out var kind))
            kinds[name] = kind = new(++_changes);
        return kind;
    }

    private sealed class Entry
    {
        public long Version { get; set; }

        /// <summary>False for one that was deleted.</summary>
        public required bool IsThere { get; init; }

        /// <summary>As it was saved, or the document as it was asked for; null when it is not at hand.</summary>
        public object? Value { get; set; }

        public int Size { get; set; }

        /// <summary>When it was last used, as a counter.</summary>
        public int Used { get; set; }

        /// <summary>The same one each time: what was made of it is found by it.</summary>
        public Doc<T>? As<T>(string id)
        {
            if (Value is Doc<T> asked)
                return asked;
            if (Value is not T saved)
                return null;
            var doc = new Doc<T>(id, saved, Version);
            Value = doc;
            return doc;
        }
    }

    /// <param name="since">The number of changes from which on it knows them.</param>
    private sealed class Kind(long since)
    {
        // Who asks less often than every so many changes compares all versions.
        private const int MostChanges = 1000;

        private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);
        private readonly Queue<(long Number, string Id)> _changes = new();
        private long _since = since;

        public long Changed { get; private set; } = since;

        public Dictionary<string, Entry> ById { get; } = new(StringComparer.Ordinal);

        public void Set(string id, Entry entry)
        {
            ById[id] = entry;
            _ids.Add(id);
        }

        public void Remove(string id)
        {
            ById.Remove(id);
            _ids.Remove(id);
        }

        public void Change(long number, string id)
        {
            Changed = number;
            _changes.Enqueue((number, id));
            if (_changes.Count > MostChanges)
                _since = _changes.Dequeue().Number;
        }

        /// <returns>Null when it does not know them all.</returns>
        public IReadOnlyCollection<string>? ChangedSince(long number) =>
            number < _since ? null : _changes.Where(change => change.Number > number).Select(change => change.Id).ToHashSet();

        /// <summary>The ids with this prefix, in ordinal order.</summary>
        public IEnumerable<string> Beginning(string prefix) => prefix.Length == 0 ? _ids : _ids.GetViewBetween(prefix, prefix + '\uFFFF');
    }
}

/// <param name="IsThere">False for one that was deleted.</param>
internal readonly record struct DocumentVersion(string Kind, string Id, long Version, bool IsThere);
