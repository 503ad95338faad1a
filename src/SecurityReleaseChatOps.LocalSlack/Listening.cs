using System.Net;

namespace SecurityReleaseChatOps.LocalSlack;

/// <summary>The addresses a server listens on.</summary>
public static class Listening
{
    /// <summary>How to reach such an address from this machine: over loopback if it stands for all interfaces, such as 0.0.0.0.</summary>
    public static Uri FromHere(string address)
    {
        var binding = BindingAddress.Parse(address);
        var host = binding.Host switch
        {
            "*" or "+" or "0.0.0.0" => "127.0.0.1",
            var name when IPAddress.TryParse(name.Trim('[', ']'), out var ip) && ip.Equals(IPAddress.IPv6Any) => "[::1]",
            var name => name,
        };
        return new Uri($"{binding.Scheme}://{host}:{binding.Port}");
    }

    /// <summary>Whether a host is a real name, and not an IP address or localhost.</summary>
    internal static bool IsName(string host) =>
        !IPAddress.TryParse(host.Trim('[', ']'), out _) && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
