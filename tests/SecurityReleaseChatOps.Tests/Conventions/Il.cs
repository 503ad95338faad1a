using System.Reflection;
using System.Reflection.Emit;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>Finds what code uses, from its IL and signatures.</summary>
internal static class Il
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes =
        typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>The types and members a type refers to in signatures and code.</summary>
    public static IEnumerable<MemberInfo> Uses(Type type)
    {
        IEnumerable<Type?> named =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetFields(All).Select(f => f.FieldType),
            .. Methods(type).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append((m as MethodInfo)?.ReturnType)),
        ];
        return named.OfType<Type>().Concat(Methods(type).SelectMany(InCode));
    }

    /// <summary>A member's types: its own, its signature's, and generic arguments.</summary>
    public static IEnumerable<Type> TypesOf(MemberInfo member)
    {
        Type?[] types = member switch
        {
            Type type => [type],
            MethodInfo method => [method.DeclaringType, .. method.IsGenericMethod ? method.GetGenericArguments() : []],
            FieldInfo field => [field.DeclaringType, field.FieldType],
            _ => [member.DeclaringType],
        };
        return types.OfType<Type>().SelectMany(Parts);
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : type.IsGenericParameter ? []
        : [type];

    /// <summary>All code of a type.</summary>
    public static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All));

    /// <summary>The types and members a method's code refers to.</summary>
    public static IEnumerable<MemberInfo> InCode(MethodBase method)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        IEnumerable<MemberInfo> locals = method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [];
        return locals.Concat(Operands(method)
            .Where(operand => operand.Kind is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            .Select(operand => method.Module.ResolveMember(operand.Token, ofType, ofMethod)!));
    }

    /// <summary>The string literals in a method's code.</summary>
    public static IEnumerable<string> Texts(MethodBase method) =>
        Operands(method).Where(operand => operand.Kind == OperandType.InlineString).Select(operand => method.Module.ResolveString(operand.Token));

    private static IEnumerable<(OperandType Kind, int Token)> Operands(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
            yield break;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? Codes[(short)(0xFE00 | il[at + 1])] : Codes[il[at]];
            at += code.Size;
            var size = code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
            if (size == 4)
                yield return (code.OperandType, BitConverter.ToInt32(il, at));
            at += size;
        }
    }
}
