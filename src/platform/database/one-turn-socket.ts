import { Socket } from 'node:net';

/**
 * A socket that sends what is written in one turn of the event loop in one piece. Each piece wakes the database and
 * puts this process aside, which costs more than most statements do.
 */
export function oneTurnSocket(): Socket {
  const socket = new Socket();
  let gathers = false;
  // Not before: connecting gives a socket its own `write` back.
  socket.once('connect', () => {
    const write = socket.write;
    socket.write = (...args: unknown[]): boolean => {
      if (!gathers) {
        gathers = true;
        socket.cork();
        process.nextTick(() => {
          gathers = false;
          socket.uncork();
        });
      }
      return write.apply(socket, args as Parameters<typeof write>);
    };
  });
  return socket;
}
