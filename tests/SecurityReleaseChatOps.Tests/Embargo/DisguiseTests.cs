using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Conventions;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Tests.Embargo;

/// <summary>Any text people can read as a fact is found; in ordinary talk nothing is.</summary>
public sealed class DisguiseTests
{
    private const string Title = "Account takeover via password reset in GraphQL";

    private static readonly Release Release = SampleReleases.R1 with
    {
        Versions = ["18.6.1", "18.5.10", "18.7.2"],
        Fixes =
        [
            new("gitlab-org/gitlab#4711", null, "CVE-2026-7777", default) { Title = Title },
            new("gitlab-org/security/gitlab!88", null, "CVE-2026-1234", default) { Title = "Stored XSS in wiki_page_titles of `notes`" },
            new("gitlab-org/gitlab#54321", null, null, default),
        ],
    };

    private static readonly IReadOnlyList<Secret> Known = Secret.Of(Release, new() { Marked = [new("project nightfall", "U1", default)] }, []);

    private static readonly string[] Separators =
        [".", "·", "。", ",", "/", ":", "|", "[.]", "(.)", "_", "-", " - ", " ", "  .  ", "․", "‧", "∕", "∣", "~", "*", ", ", "—", "•", ";", "🔹",
            ":red_circle:", "--"];

    private static readonly string[] BetweenCve =
        ["-", " ", "~", "_", "–", "/", ".", ": ", " - ", "<@U0CAFE1>", "<@U0CAFE1|anna>", "<#C1|general>", ":lock:", " :fire: ", "🔒", "#", "\n", " no. ", "|",
            "*"];

    private static readonly string[] Project = ["gitlab-org/gitlab", "https://gitlab.com/gitlab-org/gitlab", "/gitlab-org/gitlab"];

    /// <summary>How people write each fact; each string is one piece that is not disguised further.</summary>
    private static readonly (string Name, Func<Random, string[]> Write)[] Written =
    [
        ("version", random => Version(random, 18, 7, 2)),
        ("version", random => Version(random, 18, 5, 10)),
        ("padded version", random => [.. Letters("18.0"), .. Letters(Pick(random, "7.02", "7.2"))]),
        ("CVE", random =>
            [.. Letters("CVE"), Pick(random, BetweenCve), .. Letters("2026"), Pick(random, [.. BetweenCve.Where(s => s != " no. ")]), .. Letters("7777")]),
        ("CVE run together", random => [.. Letters("CVE20261234")]),
        ("issue", random => [.. Letters(Pick(random, Project)), .. Letters("#54321")]),
        ("issue of its project", random => [.. Letters("gitlab#54321")]),
        ("issue by address", random => [.. Letters(Pick(random, Project)),
            Pick(
                random, "/-/issues/", "/-/work_items/", "/issues/", "/-/issues?show=", "/-/issues/?sort=created_date&show=", "/-/issues/incident/",
                "/-/issues?iids[]="), .. Letters("54321")]),
        ("issue by API",
            random => [Pick(
                random, "https://gitlab.com/api/v4/projects/gitlab-org%2Fgitlab/issues/", "projects/278964/issues/",
                "/api/v4/projects/gitlab-org%252Fgitlab/issues?iids[]="), .. Letters("54321")]),
        ("issue by name", random => ["[issue:", .. Letters("gitlab-org/gitlab"), "/", .. Letters("54321"), "]"]),
        ("merge request", random => [.. Letters(Pick(random, "gitlab-org/security/gitlab", "security/gitlab")), "!", .. Letters("88")]),
        ("merge request by address",
            random => ["https://x.test/", .. Letters("gitlab-org/security/gitlab"), Pick(random, "/-/merge_requests/", "/merge_requests/"), .. Letters("88"),
                Pick(random, "", "/diffs", "#note_1")]),
        ("merge request by API",
            random => [Pick(random, "/api/v4/projects/gitlab-org%2Fsecurity%2Fgitlab/merge_requests/", "projects/278964/merge_requests/"), .. Letters("88")]),
        ("title", random => Words(random, Title)),
        ("title", random => Words(random, "Stored XSS in wiki_page_titles of notes")),
        ("marked", random => Words(random, "project nightfall")),
    ];

    private const string Small = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ";

    private static readonly Dictionary<char, string> Scripts = Map(
        "aаα bвᏏъ cсϲ© dԁð∂ eеэ gɡ hһн iіι jј kкκ lӏㅣ mм nոпπη oоοօ pрρ qԛ rгя sѕƨ tт uυսμц vνѵʋ wԝѡωш xхχ yуγ zᴢ AАΑΔ BВΒ CС EЕΕΣ HНΗ IІΙİ JЈ KКΚ MМΜ "
        + "NΝ OОΟΩ PРΡ SЅ TТΤ XХΧ YΥҮ ZΖ");

    private static readonly Dictionary<char, string> Strokes = Map("iıìį sſşș oøơöǫő eęéěɇ aąåāⱥ dđď lłĺ hħ tŧţ uųưü nñņ cçċ zżƶ rŗɍ gğɠ bƀɓ kķƙ wŵ yÿɏ");

    /// <summary>Applied to each character that has such a form.</summary>
    private static readonly (string Name, Func<char, Random, string?> Do)[] Disguises =
    [
        ("as it is", (c, _) => null),
        ("other scripts", (c, random) => Of(Scripts, c, random)),
        ("strokes and accents", (c, random) => Of(Strokes, c, random)),
        ("small capitals", (c, _) => char.IsAsciiLetterLower(c) && c != 'x' ? Small[c - 'a'].ToString() : null),
        ("squared", (c, random) => char.IsAsciiLetter(c) ? At(Pick(random, 0x1F130, 0x1F170, 0x1F150) + (c | 32) - 'a') : null),
        ("circled",
            (c, random) => char.IsAsciiLetter(c) ? At(0x24D0 + (c | 32) - 'a') : c is > '0' and <= '9' ? At(Pick(random, 0x2460, 0x2776) + c - '1') : null),
        ("full width", (c, _) => char.IsAsciiLetterOrDigit(c) ? At(c + 0xFEE0) : null),
        ("mathematical", (c, _) => char.IsAsciiLetterLower(c) ? At(0x1D41A + c - 'a') : char.IsAsciiDigit(c) ? At(0x1D7CE + c - '0') : null),
        ("raised", (c, random) => char.IsAsciiDigit(c) ? Pick(random, "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉")[c - '0'].ToString() : null),
        ("digits of other scripts", (c, random) => char.IsAsciiDigit(c) ? At(Pick(random, 0x660, 0x6F0, 0x966, 0x1FBF0) + c - '0') : null),
        ("upper case", (c, _) => char.IsAsciiLetterLower(c) ? c.ToString().ToUpperInvariant() : null),
        ("unseen", (c, random) =>
            c
                + Pick(
                    random, "\u200B", "\u200D", "\u2060", "\u00AD", "\uFEFF", "\u202A", "\u202C", "\u2066", "\u2069", "\u061C", "\u180E", "\u034F", "\uFE0F",
                    "\u3164")),
        ("right to left", (c, _) => "\u202E" + c),
        ("combining", (c, random) => char.IsAsciiLetterOrDigit(c) ? c + Pick(random, "\u0301", "\u0335", "\u0338", "\u0328", "\u20DD", "\u0489") : null),
        ("entity", (c, _) => char.IsAscii(c) ? $"&#{(int)c};" : null),
        ("percent", (c, _) => char.IsAscii(c) ? $"%{(int)c:X2}" : null),
        ("dashes", (c, random) => c == '-' ? Pick(random, "‐", "‑", "‒", "–", "—", "−", "－", "⁃") : null),
    ];

    // Letters in place of digits within numbers, and digits in place of letters within words.
    private static readonly (string Name, Func<char, Random, string?> Do)[] Alike =
    [
        ("letters for digits", (c, random) => c switch { '1' => Pick(random, "l", "I", "ӏ", "Ⅰ"), '0' => Pick(random, "O", "o", "О", "ο"), _ => null }),
        ("digits for letters",
            (c, random) =>
                c switch { 'l' or 'i' or 'I' =>
                    Pick(random, "1", "|", "l", "I"), 'o' or 'O' => "0", 'm' => "rn", 'w' => Pick(random, "vv", "VV"), 'u' => "v", _ => null }),
    ];

    private static readonly string[] Sentences = Repository.Read("tests/SecurityReleaseChatOps.Tests/Embargo/prose.txt").Split(
        '\n', StringSplitOptions.RemoveEmptyEntries);

    public static TheoryData<string> Prose { get; } = [.. Sentences];

    public static TheoryData<string> AsListed { get; } =
    [
        "18·7·2", "18。7。2", "18,7,2", "18/7/2", "18:7:2", "18|7|2", "18[.]7[.]2", "18.07.02", "18 7 2", "18×7×2", "18_7_2", "18 - 7 - 2", "¹⁸.⁷.²", "l8.5.1O",
        "18~7~2", "\u202E2.7.81\u202C",
        "CVE20267777", "CVE~2026~7777", "CVE <@U1> 2026 <@U1> 7777", "CVE-2026:lock:7777", "СVЕ-2026-7777", "CVE-2O26-7777", "c.v.e. 2026/7777",
        "CVEs: 2026-7777",
        "gitlab#54321", "https://gitlab.com/gitlab-org/gitlab/-/issues?show=54321", "gitlab-org/gitlab/-/work_items/54321",
        "https://gitlab.com/api/v4/projects/gitlab-org%2Fgitlab/issues/54321",
        "https://gitlab.com/api/v4/projects/278964/issues/54321", "/gitlab-org/gitlab/-/issues/54321", "gitlab-org / gitlab # 54321",
        "Acc\u043Eunt takeover via password reset in GraphQL", "Account takeover via paſſword reset in GraphQL",
        "ACCOUNT TAKEOVER VIA PASSWORD RESET IN GRAPHQL",
        "AccountTakeoverViaPasswordResetInGraphQL", "#accounttakeoverviapasswordresetingraphql", "ᴀᴄᴄᴏᴜɴᴛ ᴛᴀᴋᴇᴏᴠᴇʀ ᴠɪᴀ ᴘᴀꜱꜱᴡᴏʀᴅ ʀᴇꜱᴇᴛ ɪɴ ɢʀᴀᴘʜQʟ",
        "🅰🅲🅲🅾🆄🅽🆃 🆃🅰🅺🅴🅾🆅🅴🆁 🆅🅸🅰 🅿🅰🆂🆂🆆🅾🆁🅳 🆁🅴🆂🅴🆃 🅸🅽 🅶🆁🅰🅿🅷🆀🅻", "Account\u202E takeover via password reset in GraphQL",
        "Accøunt takeøver via paſswơrd ręset ın GraphQL",
        "18[dot]7[dot]2", "18 dot 7 dot 2", "18&period;7&period;2", "18.<@U1>7.2", "18.🔥7.2", "1🔥8🔥.🔥7🔥.🔥2", "1 8 . 7 . 2", "18<wbr>.7.2",
        "18.<!-- -->7.2",
        "CVE&hyphen;2026&hyphen;7777", "C V E - 2 0 2 6 - 7 7 7 7", "CVE-20<@U1>26-7777", "gitlab&num;54321", "gitlab-:fire:org/gitlab#54321",
        "gitlab<@U1>#54321", "g i t l a b # 5 4 3 2 1",
        "4cc0unt t4k30v3r v14 p4$$w0rd r353t 1n Gr4phQL", "Account <b>takeover</b> via <i>password</i> reset in GraphQL",
        "Account takeover :fire: via <@U1> password reset in GraphQL", "pr0ject n1ghtfa|l", "project-night-fall",
        "Accoμпt takeoʋeя via passшoяð reset iп GraphQL", "Account takeover vİa passvvord reset in GraphQL", "18.5.1О", "CVЕ-2026-7777 in з steps",
    ];

    public static TheoryData<string> NotThem { get; } =
    [
        "18.7.20", "118.7.2", "18.7.21", "18.72", "8.7.2", "18.7", "at 18:07, 2 of us", "18:07:02", "2018-07-02", "18, 7 or 2", "10.18.7.2", "18 7 2 9 4",
        "18. July, 2 of us", "18h 7m 2s", "R18 R7 R2", "18 and 7 and 2",
        "CVE-2026-77770", "CVE-2026-777", "CVE-12026-7777", "CVE-2025-7777", "CVE-2027-7777", "CVE202677771", "2026 7777", "a CVE of 2026 has 7777 readers",
        "7777-2026",
        "gitlab#543210", "gitlab#5432", "gitlab!54321", "gitlab-com/gitlab#54321", "my-gitlab#54321", "#54321", "gitlab-org/gitlab/-/merge_requests/54321",
        "projects/278964/merge_requests/54321", "gitlab-org/gitlab/-/issues/543211", "projects/278964/issues/543211",
        "1 8 7 2 are four digits", "a 1 of 8 . 7 . 2", "18 dots, 7 dots, 2 dots", "v18<br>7 or 2",
        "account takeover via password", "project night fell", "a project, nightly",
    ];

    [Theory, MemberData(nameof(AsListed))]
    public void A_fact_is_found_in_each_spelling_that_passed_once(string text) => Found($"look, {text} it is").ShouldNotBeEmpty();

    [Theory, MemberData(nameof(NotThem))]
    public void What_only_looks_like_a_fact_is_none(string text) => Found($"look, {text} it is").ShouldBeEmpty();

    [Theory, MemberData(nameof(Prose))]
    public void Ordinary_talk_carries_no_fact(string sentence) => Found(sentence).ShouldBeEmpty();

    [Fact]
    public void Ordinary_talk_carries_no_fact_however_its_sentences_follow_each_other() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Gen.ListOf(Gen.Elements(Sentences), 12).ToArbitrary(), talk => Found(string.Join('\n', talk)).ShouldBeEmpty(string.Join('\n', talk))));

    [Fact]
    public void A_fact_is_found_under_any_two_disguises() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(6000),
        Prop.ForAll(
            (from written in Gen.Elements(Written)
             from one in Gen.Elements(Disguises.Append(Fits(written.Name)).ToArray())
             from other in Gen.Elements(Disguises.Append(Fits(written.Name)).ToArray())
             from before in Gen.Elements("", "see ", "the fix of ", "(", "„", ", ", "\n", "🚀 ", "<@U1> ")
             from after in Gen.Elements("", " ", ", and more", ")", "\n", "…", " 🚀", "!")
             from seed in Gen.Choose(0, int.MaxValue)
             select (Text: before + Disguised(written.Write, one.Do, other.Do, new Random(seed)) + after,
                 How: $"{written.Name}: {one.Name}, {other.Name}")).ToArbitrary(),
            one => Found(one.Text).ShouldNotBeEmpty($"{one.Text} ({one.How})")));

    private static (string Name, Func<char, Random, string?> Do) Fits(string written) => Alike[written.Contains("version") || written.Contains("CVE") ? 0 : 1];

    private static string Disguised(Func<Random, string[]> write, Func<char, Random, string?> one, Func<char, Random, string?> other, Random random) =>
        string.Concat(
            write(random)
                .Select(piece =>
                    piece is [var c] && (random.Next(3) == 0 ? one(c, random) : random.Next(3) == 0 ? other(c, random) : null) is { } disguised
                        ? disguised
                        : piece));

    private static IReadOnlyList<string> Found(string text)
    {
        var message = NormalText.OfJson(JsonSerializer.Serialize(new { blocks = new[] { new { type = "section", text = new { type = "mrkdwn", text } } } }));
        return [.. Known.Where(fact => fact.IsIn(message)).Select(fact => fact.Text)];
    }

    private static string[] Version(Random random, params int[] numbers)
    {
        var separator = Pick(random, Separators);
        return [.. numbers.SelectMany((number, i) => i == 0 ? Letters($"{number}") : [separator, .. Letters($"{number}")])];
    }

    private static string[] Words(Random random, string words)
    {
        var between = Pick(random, " ", "", "-", "_", ".", "/", "\n", "  ", "\u00A0", " *", "+", " :fire: ", " <@U1> ", ", ");
        return [.. words.Split(' ').SelectMany((word, i) => i == 0 ? Letters(word) : [between, .. Letters(word)])];
    }

    private static IEnumerable<string> Letters(string text) => text.Select(c => c.ToString());

    private static T Pick<T>(Random random, params T[] all) => all[random.Next(all.Length)];

    private static string At(int code) => char.ConvertFromUtf32(code);

    private static string? Of(Dictionary<char, string> map, char c, Random random) =>
        map.TryGetValue(c, out var forms) ? forms[random.Next(forms.Length)].ToString() : null;

    private static Dictionary<char, string> Map(string lines) => lines.Split(' ').ToDictionary(line => line[0], line => line[1..]);
}
