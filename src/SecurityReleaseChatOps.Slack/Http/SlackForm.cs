using System.Text.Json;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Reads the forms Slack posts: slash commands, and interactions in the field <c>payload</c>.</summary>
internal static class SlackForm
{
    /// <summary>Whether it is Slack's unsigned check that the endpoint is reachable.</summary>
    public static bool IsSslCheck(ReadOnlySpan<byte> body)
    {
        for (var form = new FormReader(body); form.Next();)
        {
            if (form.Name.SequenceEqual("ssl_check"u8))
                return form.Value.SequenceEqual("1"u8);
        }
        return false;
    }

    /// <summary>The turn for a form; null for an interaction nobody handles.</summary>
    /// <exception cref="FormatException">It is not one of Slack's forms.</exception>
    /// <exception cref="JsonException">The payload is malformed.</exception>
    public static Turn? Read(ReadOnlySpan<byte> body, SlackReader reader)
    {
        string? name = null, text = null, team = null, user = null, userName = null, channel = null, channelName = null, trigger = null, responseUrl = null;
        for (var form = new FormReader(body); form.Next();)
        {
            switch (form.Name)
            {
                case var n when n.SequenceEqual("payload"u8):
                    using (var json = new PooledBytes(form.Value.Length))
                        return reader.Interaction(json.Span[..FormReader.Decode(form.Value, json.Span)]);
                case var n when n.SequenceEqual("command"u8):
                    name = form.Text();
                    break;
                case var n when n.SequenceEqual("text"u8):
                    text = form.Text();
                    break;
                case var n when n.SequenceEqual("team_id"u8):
                    team = form.Text();
                    break;
                case var n when n.SequenceEqual("user_id"u8):
                    user = form.Text();
                    break;
                case var n when n.SequenceEqual("user_name"u8):
                    userName = form.Text();
                    break;
                case var n when n.SequenceEqual("channel_id"u8):
                    channel = form.Text();
                    break;
                case var n when n.SequenceEqual("channel_name"u8):
                    channelName = form.Text();
                    break;
                case var n when n.SequenceEqual("trigger_id"u8):
                    trigger = form.Text();
                    break;
                case var n when n.SequenceEqual("response_url"u8):
                    responseUrl = form.Text();
                    break;
            }
        }
        if (string.IsNullOrEmpty(name))
            throw new FormatException("Neither a command nor a payload.");
        return reader.Command(new SlashCommand
        {
            DeliveryId = string.IsNullOrEmpty(trigger) ? SlackReader.HashOf(body) : trigger,
            Command = name,
            Text = text?.Trim() ?? "",
            TeamId = team ?? "",
            UserId = user ?? "",
            UserName = userName ?? "",
            ChannelId = channel,
            ChannelName = channelName ?? "",
            TriggerId = trigger,
            ResponseUrl = string.IsNullOrEmpty(responseUrl) ? null : responseUrl,
        });
    }
}
