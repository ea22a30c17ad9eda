import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi, type Method } from './client.ts';
import { type Command, CommandKeys } from './command-keys.ts';
import { ProblemError } from './problem.ts';

const keys = new CommandKeys();

/**
 * Sends commands. A lost connection is tried again twice with the same key; afterwards every list and page that
 * is open reads itself again, because a command may change several of them.
 */
export function useCommand<T = unknown>(done?: (answer: T) => void): UseMutationResult<T, Error, Command> {
  const client = useQueryClient();
  return useMutation<T, Error, Command>({
    mutationFn: async (command) => {
      try {
        const answer = await callApi<T>(command.path, {
          method: command.method as Method,
          body: command.body ?? {},
          idempotency_key: keys.keyFor(command),
        });
        keys.answered(command, 200);
        return answer;
      } catch (error) {
        if (error instanceof ProblemError) keys.answered(command, error.problem.status);
        throw error;
      }
    },
    retry: (count, error) => count < 2 && error instanceof ProblemError && error.problem.status === 0,
    retryDelay: (count) => 500 * 2 ** count,
    onSuccess: async (answer) => {
      done?.(answer);
      await client.invalidateQueries();
    },
  });
}
