// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { cleanup, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Problem, ProblemError } from '../src/api/problem.ts';
import { loadLocaleTable } from '../src/format/locale-table.ts';
import { loadAreas, startI18n } from '../src/i18n/i18n.ts';
import { ReaderProvider } from '../src/i18n/reader.tsx';
import { RefusalCard } from '../src/parts/refusal-card.tsx';
import { StatusBadge } from '../src/parts/status-badge.tsx';

const problem: Problem = {
  type: '/api/docs/refusals#platform.not_allowed',
  title: 'Your role does not allow this',
  status: 403,
  code: 'platform.not_allowed',
  next: 'Ask an administrator of your organisation for the role',
  params: { permission: 'deal:cancel' },
  request_id: 'req-1',
};

async function show(what: React.ReactNode): Promise<void> {
  const rootRoute = createRootRoute({ component: () => what });
  const router = createRouter({ routeTree: rootRoute, history: createMemoryHistory() });
  const table = await loadLocaleTable(i18next.language);
  // The app's own routes are registered as the type; a test has only one.
  render(
    <MantineProvider>
      <ReaderProvider table={table}>
        <RouterProvider router={router as never} />
      </ReaderProvider>
    </MantineProvider>,
  );
  await screen.findByTestId('shown');
}

describe('refusal card', () => {
  beforeAll(async () => {
    window.matchMedia ??= (media: string) =>
      ({
        matches: false,
        media,
        addEventListener() {},
        removeEventListener() {},
        addListener() {},
        removeListener() {},
      }) as never;
    window.scrollTo = () => {};
    await startI18n('en');
    await loadAreas('refusals');
  });
  afterEach(cleanup);

  it.each([
    ['en', 'Your role does not allow this', 'What to do:'],
    ['zh', '您的角色无权执行此操作', '怎么办：'],
    ['ru', 'Ваша роль этого не разрешает', 'Что делать:'],
  ])('says in %s what is wrong, by which rule and what to do next', async (language, title, next) => {
    await i18next.changeLanguage(language);
    await show(
      <div data-testid="shown">
        <RefusalCard error={new ProblemError(problem)} />
      </div>,
    );
    const card = screen.getByRole('alert').textContent;
    for (const part of [title, next, 'platform.not_allowed', 'deal:cancel', 'req-1'])
      expect(card).toContain(part);
  });

  it.each([
    ['en', 'must be a whole number in this unit'],
    ['zh', '此单位的数量必须为整数'],
    ['ru', 'в этой единице — только целое число'],
  ])('says in %s why a quantity cannot be ordered, not by its code', async (language, why) => {
    await i18next.changeLanguage(language);
    const params = { problem: 'not_whole', minimum: '1.000', multiple: '', left: '', unit: 'pcs' };
    const errors = [{ path: '/quantity', code: 'not_whole', message: 'not whole' }];
    const refused = { ...problem, code: 'storefront.line_wrong', params, errors };
    await show(
      <div data-testid="shown">
        <RefusalCard error={new ProblemError(refused)} />
      </div>,
    );
    const card = screen.getByRole('alert').textContent;
    expect(card?.split(why)).toHaveLength(3);
    expect(card).not.toContain('not_whole');
  });

  it('shows the server’s own words for a code that nobody has translated', async () => {
    await i18next.changeLanguage('ru');
    await show(
      <div data-testid="shown">
        <RefusalCard
          error={new ProblemError({ ...problem, code: 'new.rule', title: 'A new rule', next: 'Do this' })}
        />
      </div>,
    );
    expect(screen.getByRole('alert').textContent).toContain('A new rule');
    expect(screen.getByRole('alert').textContent).toContain('Do this');
  });

  it('writes amounts as money under translated names, and leaves keys of records out', async () => {
    await i18next.changeLanguage('ru');
    const params = { account_id: 'wallet:CNY', currency: 'CNY', available: '120050', missing: '5000' };
    await show(
      <div data-testid="shown">
        <RefusalCard error={new ProblemError({ ...problem, code: 'payments.overdrawn', params })} />
      </div>,
    );
    const card = screen.getByRole('alert').textContent ?? '';
    expect(card.replace(/\s/g, ' ')).toContain('Доступно: 1 200,50 CNY');
    expect(card).toContain('Не хватает: 50,00');
    expect(card).not.toContain('wallet:CNY');
  });

  it('names the fields that are wrong', async () => {
    await i18next.changeLanguage('en');
    const errors = [{ path: '/quantity', code: 'not_positive', message: 'must be more than zero' }];
    await show(
      <div data-testid="shown">
        <RefusalCard error={new ProblemError({ ...problem, errors })} />
      </div>,
    );
    expect(screen.getByRole('alert').textContent).toContain('/quantity must be more than zero');
  });

  it('shows a state as word and icon, and never hides one it does not know', async () => {
    await i18next.changeLanguage('zh');
    await show(
      <div data-testid="shown">
        <StatusBadge kind="deal" state="funded" />
        <StatusBadge kind="deal" state="some_new_state" />
      </div>,
    );
    const shown = screen.getByTestId('shown');
    expect(shown.textContent).toContain('托管款已到位');
    expect(shown.textContent).toContain('Some new state');
    expect(shown.querySelectorAll('svg')).toHaveLength(2);
  });
});
