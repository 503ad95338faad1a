namespace SecurityReleaseChatOps.Forms;

/// <summary>
/// A part of what is stored that a form shows and changes: values under keys, such as the fixes of a release by their reference. One
/// value alone has one key. What two people did to different keys stands together.
/// </summary>
/// <param name="name">Short, since it is carried with each key.</param>
/// <param name="what">The shown part of a value: two values with the same shown part are the same to the form.</param>
internal sealed class Part<T>(string name, Func<T, string> key, Func<T, object?> what)
{
    /// <summary>The marks of a form that shows these values.</summary>
    public ReadAt ReadAt(IEnumerable<T> shown) => shown.Aggregate(Forms.ReadAt.Nothing, (all, value) => all.And(Name(key(value)), what(value)));

    /// <summary>Whether the form showed a value under this one's key.</summary>
    public bool WasShown(ReadAt opened, T value) => opened.Marks.ContainsKey(Name(key(value)));

    /// <summary>A three-way merge: what the form showed, what is stored by now, and what was typed.</summary>
    public Merged<T> Merge(ReadAt opened, IReadOnlyList<T> stored, IReadOnlyList<T> typed)
    {
        var (there, wanted) = (stored.ToDictionary(key), typed.ToDictionary(key));
        var (taken, clashes, told) = (new Dictionary<string, T>(), new List<string>(), opened);
        foreach (var one in there.Keys.Union(wanted.Keys))
        {
            var (old, mine, theirs) = (opened.Marks.GetValueOrDefault(Name(one)), MarkIn(wanted, one), MarkIn(there, one));
            if (old != theirs && old != mine && mine != theirs)
            {
                clashes.Add(one);
                told = told.And(Name(one), there.TryGetValue(one, out var known) ? what(known) : null);
            }
            // Where only they changed it, theirs stands.
            else if ((mine == old ? there : wanted).TryGetValue(one, out var value))
            {
                taken[one] = value;
            }
        }
        // The typed order counts, unless others changed something too.
        var order = there.Keys.All(one => opened.Marks.GetValueOrDefault(Name(one)) == MarkIn(there, one))
            ? wanted.Keys.Union(there.Keys)
            : there.Keys.Union(wanted.Keys);
        return new([.. order.Where(taken.ContainsKey).Select(one => taken[one])], clashes, told);
    }

    private string? MarkIn(Dictionary<string, T> values, string one) => values.TryGetValue(one, out var value) ? Forms.ReadAt.Mark(what(value)) : null;

    private string Name(string one) => $"{name}.{Forms.ReadAt.Mark(one)}";
}

/// <param name="Values">The merged values, without the clashes.</param>
/// <param name="Clashes">Keys that others and the form changed differently.</param>
/// <param name="Told">What the form counts as read at once its person was told of the clashes: submitting again is then deliberate.</param>
internal sealed record Merged<T>(IReadOnlyList<T> Values, IReadOnlyList<string> Clashes, ReadAt Told);
