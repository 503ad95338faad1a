using System.Diagnostics.CodeAnalysis;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// The documents of the one process that writes them: the version of each, and the values that were read lately. It answers reads without the database,
/// and learns of each commit once it is on disk, in their order and before anyone is told that it was saved.
/// </summary>
/// <param name="most">Characters of JSON of which the values are kept; beyond that those go that were not asked for lately.</param>
internal sealed class DocumentCache(long most = 16_000_000)
{
    private readonly Lock _gate = new();
    private Dictionary<string, Kind>? _kinds;
    private long _changes;
    private long _kept;
    private int _turn;

    /// <summary>Whether it knows what there is; as long as it does not, it answers nothing.</summary>
    public bool IsLoaded => Volatile.Read(ref _kinds) is not null;

    /// <summary>Begins anew with what there is in the database.</summary>
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

    /// <summary>Forgets all: what became of the last commits is not known.</summary>
    public void Unload()
    {
        lock (_gate)
            (_kinds, _kept) = (null, 0);
    }

    /// <summary>A commit is on disk.</summary>
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

    /// <summary>Another number after each change of a document of the kind.</summary>
    /// <returns>Null when it cannot tell.</returns>
    public long? Changes(string kind)
    {
        lock (_gate)
            return _kinds is null ? null : Of(_kinds, kind).Changed;
    }

    /// <returns>Null when it cannot tell.</returns>
    public Dictionary<string, long>? Versions(string kind)
    {
        lock (_gate)
            return _kinds is null ? null : Of(_kinds, kind).ById.ToDictionary(one => one.Key, one => one.Value.Version, StringComparer.Ordinal);
    }

    /// <summary>Keeps what was read, unless another version is known by now.</summary>
    /// <param name="size">Characters of its JSON.</param>
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
        // One that was deleted goes on from the version that its deletion made.
        now.Version = (replaced == 0 ? before?.Version ?? 0 : replaced) + 1;
        known.Set(id, now);
        Fill(now, now.Value, now.Value is null ? 0 : size);
    }

    private Entry? Forget(Kind known, string id)
    {
        known.Changed = ++_changes;
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
            kinds[name] = kind = new() { Changed = ++_changes };
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

        /// <summary>The turn in which it was asked for last.</summary>
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

    private sealed class Kind
    {
        private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);

        public long Changed { get; set; }

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

        /// <summary>The ids that begin so, in ordinal order.</summary>
        public IEnumerable<string> Beginning(string prefix) => prefix.Length == 0 ? _ids : _ids.GetViewBetween(prefix, prefix + '\uFFFF');
    }
}

/// <param name="IsThere">False for one that was deleted.</param>
internal readonly record struct DocumentVersion(string Kind, string Id, long Version, bool IsThere);
