using System.Net;

namespace SecurityReleaseChatOps.LocalSlack;

/// <summary>Addresses that a server listens at.</summary>
public static class Listening
{
    /// <summary>How this machine reaches such an address: over loopback where it stands for all that the machine has, such as 0.0.0.0.</summary>
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

    /// <summary>Whether a host is a name that somebody gave, and not a number or loopback.</summary>
    internal static bool IsName(string host) =>
        !IPAddress.TryParse(host.Trim('[', ']'), out _) && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
