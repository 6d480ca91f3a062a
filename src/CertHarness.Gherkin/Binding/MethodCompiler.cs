using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace CertHarness.Gherkin.Binding;

/// <summary>Compiles methods into delegates, so that no step pays for reflection.</summary>
internal static class MethodCompiler
{
    /// <summary>A delegate that calls a method and gives something to await, whatever the method returns.</summary>
    public static Func<object?, object?[], ValueTask> Compile(MethodInfo method)
    {
        var (target, arguments, call) = Call(method);
        var result = method.ReturnType;
        Expression body;
        if (result == typeof(void))
            body = Expression.Block(call, Expression.Default(typeof(ValueTask)));
        else if (typeof(Task).IsAssignableFrom(result))
            body = Expression.Call(typeof(MethodCompiler), nameof(OfTask), null, call);
        else if (result == typeof(ValueTask))
            body = call;
        else if (result.IsGenericType && result.GetGenericTypeDefinition() == typeof(ValueTask<>))
            body = Expression.Call(typeof(MethodCompiler), nameof(OfTask), null, Expression.Call(call, nameof(ValueTask<>.AsTask), null));
        else if (AwaiterOf(result) is { } getAwaiter)
            body = OfAwaitable(call, getAwaiter);
        else
            body = Expression.Block(call, Expression.Default(typeof(ValueTask)));
        return Expression.Lambda<Func<object?, object?[], ValueTask>>(body, target, arguments).Compile();
    }

    /// <summary>A delegate that calls a method and gives what it returns.</summary>
    public static Func<object?, object?[], object?> CompileFunction(MethodInfo method)
    {
        var (target, arguments, call) = Call(method);
        return Expression.Lambda<Func<object?, object?[], object?>>(Expression.Convert(call, typeof(object)), target, arguments).Compile();
    }

    private static (ParameterExpression Target, ParameterExpression Arguments, MethodCallExpression Call) Call(MethodInfo method)
    {
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var values = method.GetParameters().Select((p, i) =>
            Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType));
        var instance = method.IsStatic ? null : Expression.Convert(target, method.ReflectedType!);
        return (target, arguments, Expression.Call(instance, method, values));
    }

    private static ValueTask OfTask(Task? task) => task is null ? default : new ValueTask(task);

    private static MethodInfo? AwaiterOf(Type type) =>
        type.GetMethod("GetAwaiter", BindingFlags.Public | BindingFlags.Instance, []) is { } method
        && typeof(INotifyCompletion).IsAssignableFrom(method.ReturnType) ? method : null;

    private static MethodCallExpression OfAwaitable(Expression awaitable, MethodInfo getAwaiter)
    {
        var type = getAwaiter.ReturnType;
        var awaiter = Expression.Parameter(type);
        var isCompleted = Expression.Lambda(Expression.Property(awaiter, "IsCompleted"), awaiter);
        var getResult = Expression.Lambda(
            typeof(Action<>).MakeGenericType(type), Expression.Call(awaiter, "GetResult", null), awaiter);
        return Expression.Call(
            typeof(MethodCompiler), nameof(Await), [type], Expression.Call(awaitable, getAwaiter), isCompleted, getResult);
    }

    private static ValueTask Await<TAwaiter>(TAwaiter awaiter, Func<TAwaiter, bool> isCompleted, Action<TAwaiter> getResult)
        where TAwaiter : INotifyCompletion
    {
        if (isCompleted(awaiter))
        {
            getResult(awaiter);
            return default;
        }

        var done = new TaskCompletionSource();
        awaiter.OnCompleted(() =>
        {
            try
            {
                getResult(awaiter);
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return new ValueTask(done.Task);
    }
}
