using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace CertHarness.Gherkin.Binding;

/// <summary>Makes delegates of methods.</summary>
internal static class MethodCompiler
{
    /// <summary>A delegate that calls a method and gives something to await, whatever the method returns.</summary>
    public static Func<object?, object?[], ValueTask> Compile(MethodInfo method)
    {
        var call = MethodInvoker.Create(method);
        var result = method.ReturnType;
        if (result == typeof(void))
        {
            return (target, arguments) =>
            {
                call.Invoke(target, arguments.AsSpan());
                return default;
            };
        }

        if (typeof(Task).IsAssignableFrom(result))
            return (target, arguments) => OfTask((Task?)call.Invoke(target, arguments.AsSpan()));
        if (result == typeof(ValueTask))
            return (target, arguments) => (ValueTask)call.Invoke(target, arguments.AsSpan())!;
        if (AwaiterOf(result) is { } getAwaiter)
        {
            var wait = Waiting(result, getAwaiter);
            return (target, arguments) => wait(call.Invoke(target, arguments.AsSpan()));
        }

        return (target, arguments) =>
        {
            call.Invoke(target, arguments.AsSpan());
            return default;
        };
    }

    /// <summary>A delegate that calls a method and gives what it returns.</summary>
    public static Func<object?, object?[], object?> CompileFunction(MethodInfo method)
    {
        var call = MethodInvoker.Create(method);
        return (target, arguments) => call.Invoke(target, arguments.AsSpan());
    }

    /// <summary>A delegate that waits for what a method of some awaitable type returned.</summary>
    private static Func<object?, ValueTask> Waiting(Type result, MethodInfo getAwaiter)
    {
        var returned = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object?, ValueTask>>(OfAwaitable(Expression.Convert(returned, result), getAwaiter), returned).Compile();
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
