using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Slack's JSON: snake_case, without nulls, source-generated. <see cref="Web"/> writes text as is, without \u escapes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(ResponseMessage))]
[JsonSerializable(typeof(ViewDefinition))]
[JsonSerializable(typeof(IReadOnlyList<Block>))]
[JsonSerializable(typeof(BlockOptionsResponse))]
[JsonSerializable(typeof(ViewInfo))]
[JsonSerializable(typeof(InteractionPayload))]
[JsonSerializable(typeof(EventPayload))]
[JsonSerializable(typeof(CommandPayload))]
[JsonSerializable(typeof(ChallengeAnswer))]
[JsonSerializable(typeof(SubmissionAnswer))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(SocketFrame))]
[JsonSerializable(typeof(MessageArguments))]
[JsonSerializable(typeof(ViewArguments))]
[JsonSerializable(typeof(FileReference[]))]
[JsonSerializable(typeof(OkReply))]
[JsonSerializable(typeof(AuthTestReply))]
[JsonSerializable(typeof(BotReply))]
[JsonSerializable(typeof(MessageReply))]
[JsonSerializable(typeof(HistoryReply))]
[JsonSerializable(typeof(ConversationReply))]
[JsonSerializable(typeof(ConversationsReply))]
[JsonSerializable(typeof(MemberIdsReply))]
[JsonSerializable(typeof(UserReply))]
[JsonSerializable(typeof(UsersReply))]
[JsonSerializable(typeof(UserGroupReply))]
[JsonSerializable(typeof(UserGroupsReply))]
[JsonSerializable(typeof(GroupUsersReply))]
[JsonSerializable(typeof(ViewReply))]
[JsonSerializable(typeof(BookmarkReply))]
[JsonSerializable(typeof(UploadUrlReply))]
[JsonSerializable(typeof(FilesReply))]
[JsonSerializable(typeof(FileReply))]
[JsonSerializable(typeof(ConnectionReply))]
[JsonSerializable(typeof(AppHomeOpened))]
[JsonSerializable(typeof(AppMention))]
[JsonSerializable(typeof(MessagePosted))]
[JsonSerializable(typeof(MemberJoinedChannel))]
[JsonSerializable(typeof(MemberLeftChannel))]
[JsonSerializable(typeof(ChannelArchived))]
[JsonSerializable(typeof(ChannelUnarchived))]
[JsonSerializable(typeof(ChannelDeleted))]
[JsonSerializable(typeof(ChannelRenamed))]
[JsonSerializable(typeof(ChannelShared))]
[JsonSerializable(typeof(ChannelUnshared))]
[JsonSerializable(typeof(ChannelLeft))]
[JsonSerializable(typeof(ChannelIdChanged))]
[JsonSerializable(typeof(GroupArchived))]
[JsonSerializable(typeof(GroupUnarchived))]
[JsonSerializable(typeof(GroupDeleted))]
[JsonSerializable(typeof(GroupLeft))]
[JsonSerializable(typeof(GroupRenamed))]
[JsonSerializable(typeof(UserChanged))]
[JsonSerializable(typeof(UserGroupUpdated))]
internal sealed partial class SlackJson : JsonSerializerContext
{
    private static SlackJson? _web;

    /// <summary>The context this layer reads and writes with.</summary>
    public static SlackJson Web =>
        _web ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>A time of day in Slack's format, <c>HH:mm</c>.</summary>
public sealed class MinuteConverter : JsonConverter<TimeOnly>
{
    /// <inheritdoc/>
    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeOnly.TryParseExact(reader.GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new JsonException("A time must be HH:mm.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("HH:mm", CultureInfo.InvariantCulture));
}

/// <summary>A point in time in Slack's format, Unix seconds.</summary>
public sealed class UnixSecondsConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TryGetInt64(out var seconds) && seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new JsonException("A moment must be in Unix seconds.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeSeconds());
}
