using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Tests.Comms;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Tests.Embargo;

/// <summary>Facts are found however they are written; mere lookalikes are not.</summary>
public sealed class FindingTests
{
    private const string Address = "https://gitlab.com/gitlab-org/gitlab/-/";

    private static readonly Release Release = SampleReleases.R1 with
    {
        Versions = ["18.6.1", "18.5.10"],
        Fixes =
        [
            new("gitlab-org/gitlab#4711", null, "CVE-2026-1234", default) { Title = "Stored XSS in wiki_page_titles of `notes`" },
            new("gitlab-org/security/gitlab!88", null, "gitlab-org/cves#31", default) { Title = "Grüße leak the <token> & key" },
        ],
    };

    private static readonly EmbargoNotes Notes = new() { Marked = [new("project nightfall", "U1", default), new("CVE-2025-77777", "U1", default)] };

    private static readonly ILookup<string, string> NoTexts = Array.Empty<string>().ToLookup(text => text);

    private static readonly IReadOnlyList<Secret> Known = Secret.Of(Release, Notes, []);

    private static readonly string[] AsWritten =
    [
        .. Release.Versions, .. Release.Fixes.SelectMany(fix => new[] { fix.Id, fix.Cve!, fix.Title! }), .. Notes.Marked.Select(marked => marked.Text),
        Address + "issues/4711", Address + "work_items/4711#note_1", "https://x.test/gitlab-org/security/gitlab/-/merge_requests/88?tab=diffs",
        "18-6-1", "https://about.gitlab.com/releases/2026/11/25/patch-release-gitlab-18-6-1-released/", "v18.6.1", "18.6.1-ee.0", "18_5_10",
        "stored-xss-in-wiki-page-titles-of-notes", "CVE 2026 1234", "2026-1234",
    ];

    private static readonly string[] NoFacts =
    [
        "18.6.10", "18.6.11", "118.6.1", "18.6.2", "18.5.1", "18.5.100", "8.5.10", "2018-6-1", "CVE-2026-12345", "CVE-2026-123", "CVE-2025-1234",
        "CVE-12026-1234",
        "gitlab-org/gitlab#47110", "gitlab-org/gitlab#471", "gitlab-org/gitlab!4711", "gitlab-org/gitlab#14711", "xgitlab-org/gitlab#4711",
        Address + "issues/47111", Address + "merge_requests/4711", "Stored XSS in wiki", "Reflected XSS in wiki_page_titles of notes", "project night",
        "the nightfall project",
        "123418.6.123", "CVE-2025-777777", "stored xss in page titles of notes", "", "R1", "#1234",
    ];

    private static readonly (string Name, Func<string, Random, string> Do)[] Disguises =
    [
        ("upper case", (text, _) => text.ToUpperInvariant()),
        ("bold", (text, _) => $"*{text}*"),
        ("italics", (text, _) => $"_{text}_"),
        ("code", (text, _) => $"`{text}`"),
        ("struck", (text, _) => $"~{text}~"),
        ("half bold", (text, random) => Around(text, random, half => $"*{half}*")),
        ("dashes", (text, random) => text.Replace('-', "‐‑‒–—―−－"[random.Next(8)])),
        ("letters", (text, random) => At(text, random, c => char.IsAsciiLetterLower(c) ? char.ConvertFromUtf32(0x1D41A + (c - 'a')) : c.ToString())),
        ("accents", (text, _) => text.Replace("ü", "u\u0308")),
        ("unseen", (text, random) => Between(text, random, "\u200B\u200D\u2060\u00AD\uFEFF\uFE0F"[random.Next(6)].ToString())),
        ("full width",
            (text, random) =>
                At(text, random, c => c is > ' ' and <= '~' and not ('%' or '&' or '<' or '>' or ';') ? ((char)(c + 0xFEE0)).ToString() : c.ToString())),
        ("percent", (text, random) => At(text, random, c => char.IsAscii(c) ? $"%{(int)c:X2}" : c.ToString())),
        ("entity", (text, random) => At(text, random, c => $"&#{(int)c};")),
        ("lines", (text, _) => text.Replace(" ", "\n").Replace("-", "-\n")),
        ("spaces", (text, _) => text.Replace(" ", " \u00A0 ").Replace(".", " . ")),
        ("link", (text, _) => $"<https://example.test/a|{text}>"),
        ("half link", (text, random) => Around(text, random, half => $"<https://example.test/a|{half}>")),
        ("digits", (text, _) =>
            text.Contains('%') || text.Contains('&') ? text : string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)('\u0660' + (c - '0')) : c))),
    ];

    private static readonly Gen<string> Talk = Gen.Elements("", "see ", "the fix of ", "(", "„", "Grüße: ", "1. ", ", ", "\n", "🚀 ", "v. ", "<@U1> ");

    public static TheoryData<string> Facts { get; } = [.. AsWritten];

    public static TheoryData<string> Others { get; } = [.. NoFacts];

    [Theory, MemberData(nameof(Facts))]
    public void A_fact_is_found_in_every_way_of_writing_it(string fact)
    {
        IsFound(fact).ShouldBeTrue();
        foreach (var (name, disguise) in Disguises)
            IsFound($"see {disguise(fact, new Random(7))}, please").ShouldBeTrue(name);
    }

    [Theory, MemberData(nameof(Others))]
    public void What_only_looks_like_a_fact_is_none(string text)
    {
        IsFound(text).ShouldBeFalse();
        IsFound($"see {text}, please").ShouldBeFalse();
        IsFound($"*{text.ToUpperInvariant()}*").ShouldBeFalse();
    }

    [Fact]
    public void A_fact_is_found_under_any_disguises_between_any_words() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000),
        Prop.ForAll(
            (from fact in Gen.Elements(AsWritten)
             from disguises in Gen.Choose(0, 3).SelectMany(count => Gen.ListOf(Gen.Elements(Disguises), count))
             from before in Talk
             from after in Gen.Elements("", " ", ".", ", and more", ")", "\n", "…", " 🚀", "!")
             from seed in Gen.Choose(0, int.MaxValue)
             select (Text: before + disguises.Aggregate(fact, (text, disguise) => disguise.Do(text, new Random(seed))) + after, fact,
                 How: string.Join(" then ", disguises.Select(d => d.Name)))).ToArbitrary(),
            one => IsFound(one.Text).ShouldBeTrue($"{one.fact} as {one.Text} ({one.How})")));

    [Fact]
    public void Peoples_words_are_found_as_the_slack_layer_writes_them()
    {
        foreach (var fact in AsWritten)
        {
            IsFound(Mrkdwn.Plain(fact)).ShouldBeTrue(fact);
            IsFound(Mrkdwn.Plain($"(*_{fact}_*)")).ShouldBeTrue(fact);
            IsFound(Mrkdwn.Link("https://example.test/x", fact)).ShouldBeTrue(fact);
            IsFound(Mrkdwn.Link("https://example.test/?q=" + Uri.EscapeDataString(fact), "here")).ShouldBeTrue(fact);
        }
    }

    [Fact]
    public void Any_text_can_be_read() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var normal = NormalText.Of(text.Get);
            new Lettering(Skeleton.Of(normal.Letters.Letters)).Letters.ShouldBe(normal.Letters.Letters, "letters that look alike are one, and stay so");
            NormalText.Of("\uD800" + text.Get + "\uDC00").Folded.ShouldNotBeNull();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_text_is_read_in_time()
    {
        foreach (var text in new[] { new string(' ', 100_000), new string('_', 100_000), string.Concat(Enumerable.Repeat("< ", 50_000)),
            string.Concat(
                Enumerable.Repeat("%25", 30_000)), string.Concat(
                    Enumerable.Repeat("&amp;", 20_000)), string.Concat(
                        Enumerable.Repeat("a/-/issues/1", 10_000)), string.Concat(Enumerable.Repeat("1-o-", 25_000)) })
            IsFound(text + " 18.6.1").ShouldBeTrue();
    }

    [Fact]
    public void Short_words_are_no_facts()
    {
        Spelling.Of("a-b.c!").ShouldBeNull();
        Spelling.Of("abcd").ShouldNotBeNull();
        Secret.Of(SampleReleases.R1 with { Versions = [], Fixes = [new("g#1", null, null, default) { Title = "XSS" }] }, null, []).Select(fact => fact.Kind)
            .ShouldBe([SecretKind.Fix]);
    }

    [Fact]
    public void What_a_published_release_carries_too_is_free()
    {
        var other = Release
            with
        {
            Id = "R2",
            PublishedAt = SampleReleases.Created,
            Versions = ["18.6.1"],
            Fixes = [new("gitlab-org/gitlab#4711", null, "CVE-2025-77777", default)]
        };
        var state = EmbargoState.Of(
            [Release, other], new Dictionary<string, EmbargoNotes> { [Release.Id] = Notes }, NoTexts, new([], []), CommsSample.Definitions,
            CommsSample.Defaults.Channels);
        state.Releases.ShouldHaveSingleItem().Facts.Select(fact => fact.Text).ShouldBe(
            Known.Select(fact => fact.Text).Except(["18.6.1", "gitlab-org/gitlab#4711", "CVE-2025-77777"]));
        state.Find("R2").ShouldBeNull();
        state.Find("R9")!.Facts.ShouldBeEmpty();
    }

    [Fact]
    public void A_rehearsal_neither_binds_nor_frees_a_word_and_stays_with_PSIRT()
    {
        var (rehearsed, over) = (Release with { Id = "R2", Rehearsal = true, Versions = ["18.9.9"] },
            Release with { Id = "R3", Rehearsal = true, PublishedAt = SampleReleases.Created });
        var marked = new Dictionary<string, EmbargoNotes>
        {
            [Release.Id] = Notes,
            ["R2"] = Notes with { Channels = [new("C7", "U1", SampleReleases.Created)] }
        };
        var state = EmbargoState.Of([Release, rehearsed, over], marked, NoTexts, new([], []), CommsSample.Definitions, CommsSample.Defaults.Channels);
        state.Find(Release.Id)!.Facts.Select(fact => fact.Text).ShouldBe(Known.Select(fact => fact.Text), "a published rehearsal publishes nothing");
        state.Find("R2")!.Facts.ShouldBeEmpty();
        state.Find("R2")!.Allowed.ShouldBe([CommsSample.Defaults.Channels.Psirt]);
    }

    [Fact]
    public void Made_from_what_it_was_before_it_is_the_same_as_made_anew()
    {
        var random = new Random(20261126);
        var releases = Enumerable.Range(1, 6).Select(i => Release with { Id = $"R{i}", Versions = [$"18.{i}.1"] }).ToList();
        var (notes, texts) = (new Dictionary<string, EmbargoNotes>(), new Dictionary<string, string>());
        var over = new HashSet<string>();
        EmbargoState? last = null;
        for (var i = 0; i < 200; i++)
        {
            var at = random.Next(releases.Count);
            var (before, id, step) = (releases[at], releases[at].Id, random.Next(7));
            switch (step)
            {
                case 6: _ = over.Remove(id) || over.Add(id); break;
                case 0: releases[at] = before with { PublishedAt = before.PublishedAt is null ? SampleReleases.Created : null }; break;
                case 1: releases[at] = before with { Versions = [$"18.{random.Next(8)}.1"] }; break;
                case 2: releases[at] = before with { Rehearsal = !before.Rehearsal }; break;
                case 3: notes[id] = new() { Marked = [new($"project {random.Next(4)} nightfall", "U1", default)], Channels = [new("C7", "U1", default)] }; break;
                case 4: texts[id] = $"a description of some length, number {random.Next(4)}"; break;
                default: notes.Remove(id); break;
            }
            var mended = Of(IsOpen, last, Of(IsOver, last?.Over, null));
            var anew = Of(_ => true, null, null);
            mended.Published.ShouldBe(anew.Published, ignoreOrder: true);
            mended.Releases.Select(Shown).ShouldBe(anew.Releases.Select(Shown), ignoreOrder: true);
            if (last is not null && step < 6 && last.Published.SetEquals(mended.Published) && before.PublishedAt is null)
                mended.Releases.Where(one => one.Id != id).ShouldAllBe(one => last.Releases.Contains(one), "what has not changed is not made again");
            Of(IsOpen, mended, Of(IsOver, mended.Over, null)).ShouldBeSameAs(mended, "nothing has changed");
            last = mended;
        }

        bool IsOver(Release release) => over.Contains(release.Id);

        bool IsOpen(Release release) => !IsOver(release);

        EmbargoState Of(Func<Release, bool> some, EmbargoState? before, EmbargoState? rest) => EmbargoState.Of(
            [.. releases.Where(some)], new Dictionary<string, EmbargoNotes>(notes), texts.ToLookup(text => text.Key, text => text.Value), new([], []),
            CommsSample.Definitions, CommsSample.Defaults.Channels, before, rest);

        static string Shown(ReleaseEmbargo one) => $"{one.Id}: {string.Join(", ", one.Facts.Select(fact => fact.Text))} / {string.Join(", ", one.Allowed.Order())}";
    }

    private static bool IsFound(string text)
    {
        var message = NormalText.OfJson(JsonSerializer.Serialize(new { blocks = new[] { new { type = "section", text = new { type = "mrkdwn", text } } } }));
        return Known.Any(fact => fact.IsIn(message));
    }

    private static string At(string text, Random random, Func<char, string> write)
    {
        var at = random.Next(text.Length);
        return string.Concat(text.Select((c, i) => i == at && !IsInside(text, i) ? write(c) : c.ToString()));
    }

    private static string Between(string text, Random random, string unseen)
    {
        var at = random.Next(text.Length);
        return IsInside(text, at) ? text : text.Insert(at, unseen);
    }

    private static string Around(string text, Random random, Func<string, string> wrap)
    {
        var at = random.Next(text.Length);
        return IsInside(text, at) || text.Contains('<') || text.Contains('%') ? text : text[..at] + wrap(text[at..]);
    }

    // Leaves an earlier disguise intact: half an entity or escape is shown literally, and hides nothing.
    private static bool IsInside(string text, int at) =>
        text[..at].LastIndexOf('&') is >= 0 and var entity && !text[entity..at].Contains(';')
        || text[Math.Max(0, at - 2)..Math.Min(text.Length, at + 1)].Contains('%')
        || char.IsSurrogate(text[at])
        || "&<>|%;".Contains(text[at])
        || text[..at].LastIndexOf('<') > text[..at].LastIndexOf('|');
}
