import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandForm, type CommandSpec } from './command-form.tsx';
import parts from './parts.module.css';

/** A command as a button; `answered` takes what the server gave back. */
export type ButtonCommand = CommandSpec & {
  primary?: boolean;
  answered?: (answer: never) => void;
};

/** Commands as buttons; each opens its form, and what was done is said where the buttons are. */
export function CommandButtons({ commands }: { commands: ButtonCommand[] }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string>();
  const [done, setDone] = useState<string>();
  const chosen = commands.find((command) => command.name === open);
  if (commands.length === 0 && !done) return null;
  return (
    <div>
      <div className={parts.buttons}>
        {commands.map((command) => (
          <Button
            key={command.name}
            variant={command.primary ? 'filled' : 'default'}
            onClick={() => {
              setDone(undefined);
              setOpen(command.name);
            }}
          >
            {command.name}
          </Button>
        ))}
      </div>
      <div role="status" aria-live="polite">
        {done && t('done_command', { command: done })}
      </div>
      <Modal
        opened={chosen !== undefined}
        onClose={() => setOpen(undefined)}
        title={chosen?.name}
        closeButtonProps={{ 'aria-label': t('cancel') }}
      >
        {chosen && (
          <CommandForm
            spec={chosen}
            done={(answer: never) => {
              chosen.answered?.(answer);
              setDone(chosen.name);
              setOpen(undefined);
            }}
          />
        )}
      </Modal>
    </div>
  );
}
