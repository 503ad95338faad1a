namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>The files of this repository, as shipped.</summary>
internal static class Repository
{
    public static readonly string Root = Find(AppContext.BaseDirectory);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    public static string PathOf(string path) => Path.Combine(Root, path);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "SecurityReleaseChatOps.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
