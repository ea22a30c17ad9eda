/** An account of the plain ledger, in minor units. */
export interface PlainAccount {
  currency: string;
  has: number;
  /** Leaves when what is reserved is posted, and what is to come. */
  reserved_out: number;
  reserved_in: number;
  /** Null: it may be drawn below zero. */
  least: number | null;
  most: number | null;
}

/** What was asked for; places are keys of accounts. */
export interface PlainMove {
  id: string;
  kind: 'single' | 'pending';
  from: string;
  to: string;
  amount: number;
  currency: string;
  balancing?: 'debit' | 'credit' | 'both';
  expires_at?: number;
  link?: string;
}
export interface PlainResolve {
  id: string;
  kind: 'post' | 'void' | 'reversal' | 'expire';
  target: string;
  amount?: number;
  link?: string;
}
export type PlainRequest = PlainMove | PlainResolve;

interface Written {
  asked: string;
  kind: PlainRequest['kind'];
  from: string;
  to: string;
  amount: number;
  currency: string;
  link: string | undefined;
  expires_at: number | undefined;
  resolved: boolean;
}

/**
 * What the ledger promises, said as plainly as it can be: numbers in maps, one transfer after the other, copies
 * of everything before a group is tried. Slow, and shares no line with the ledger that it is compared with.
 */
export class PlainLedger {
  accounts = new Map<string, PlainAccount>();
  written = new Map<string, Written>();
  now = 0;

  open(key: string, account: Partial<PlainAccount> & { currency: string }): void {
    this.accounts.set(key, { has: 0, reserved_out: 0, reserved_in: 0, least: 0, most: null, ...account });
  }

  /** One answer a request: `posted 5`, `repeated 5` or the code of a refusal. */
  send(requests: readonly PlainRequest[]): string[] {
    const answers: string[] = [];
    for (let i = 0; i < requests.length; ) {
      const { link } = requests[i] as PlainRequest;
      const group = [requests[i++] as PlainRequest];
      while (link && i < requests.length && requests[i]?.link === link)
        group.push(requests[i++] as PlainRequest);
      const before = structuredClone({ accounts: this.accounts, written: this.written });
      const tried = group.map((request) => this.#one(request));
      const done = (answer: string): boolean => /^(posted|repeated) /.test(answer);
      const why = tried.every(done) ? this.#incomplete(group, tried) : 'linked_failed';
      if (why) Object.assign(this, before);
      answers.push(...tried.map((answer) => (why && done(answer) ? why : answer)));
    }
    return answers;
  }

  /** Reservations whose time is over. */
  overdue(): string[] {
    return [...this.written].flatMap(([id, t]) =>
      t.kind === 'pending' && !t.resolved && t.expires_at !== undefined && t.expires_at <= this.now
        ? [id]
        : [],
    );
  }

  #one(request: PlainRequest): string {
    const { link: _, ...asked } = request;
    const known = this.written.get(request.id);
    if (known)
      return known.asked === JSON.stringify(asked)
        ? `repeated ${known.amount}`
        : 'duplicate_with_another_body';
    const made = 'target' in request ? this.#resolving(request) : this.#moving(request);
    if (typeof made === 'string') return made;
    const { from, to, amount, currency, pending, posted } = made;
    const source = this.#changed(from, currency, -posted, { reserved_out: pending });
    if (typeof source === 'string') return source;
    const sink = this.#changed(to, currency, posted, { reserved_in: pending });
    if (typeof sink === 'string') return sink;
    this.accounts.set(from, source).set(to, sink);
    if ('target' in request) {
      const target = this.written.get(request.target);
      if (target) target.resolved = true;
    }
    this.written.set(request.id, {
      asked: JSON.stringify(asked),
      kind: request.kind,
      from,
      to,
      amount,
      currency,
      link: request.link,
      expires_at: 'expires_at' in request ? request.expires_at : undefined,
      resolved: false,
    });
    return `posted ${amount}`;
  }

  /** The account as it would be, or why it may not. */
  #changed(
    key: string,
    currency: string,
    posted: number,
    { reserved_out = 0, reserved_in = 0 }: { reserved_out?: number; reserved_in?: number },
  ): PlainAccount | string {
    const a = this.accounts.get(key);
    if (!a) return 'account_not_found';
    if (a.currency !== currency) return 'currency_mismatch';
    const after = {
      ...a,
      has: a.has + posted,
      reserved_out: a.reserved_out + reserved_out,
      reserved_in: a.reserved_in + reserved_in,
    };
    if (after.least !== null && after.has - after.reserved_out < after.least) return 'overdrawn';
    if (after.most !== null && after.has + after.reserved_in > after.most) return 'limit';
    return after;
  }

  #moving(request: PlainMove): Made | string {
    const { from, to, currency, balancing } = request;
    let amount = request.amount;
    const [source, sink] = [this.accounts.get(from), this.accounts.get(to)];
    if (balancing) {
      const there =
        source && source.least !== null ? source.has - source.reserved_out - source.least : amount;
      const room = sink && sink.most !== null ? sink.most - sink.has - sink.reserved_in : amount;
      if (balancing !== 'credit') amount = Math.min(amount, there);
      if (balancing !== 'debit') amount = Math.min(amount, room);
      if (amount <= 0) return 'nothing_to_move';
    }
    if (from === to) return 'same_account';
    if (request.expires_at !== undefined && this.#badExpiry(request)) return 'bad_expiry';
    const pending = request.kind === 'pending';
    return { from, to, currency, amount, posted: pending ? 0 : amount, pending: pending ? amount : 0 };
  }

  #badExpiry({ kind, expires_at = 0, link }: PlainMove): boolean {
    const [first] = this.#members(link);
    return kind !== 'pending' || expires_at <= this.now || (first?.expires_at ?? expires_at) !== expires_at;
  }

  #resolving(request: PlainResolve): Made | string {
    const target = this.written.get(request.target);
    if (!target) return 'transfer_not_found';
    const { from, to, currency } = target;
    if (request.kind === 'reversal') {
      if (target.kind !== 'single' && target.kind !== 'post') return 'not_pending';
      if (target.resolved) return 'already_resolved';
      return { from: to, to: from, currency, amount: target.amount, posted: target.amount, pending: 0 };
    }
    if (target.kind !== 'pending') return 'not_pending';
    const amount = request.kind === 'post' ? (request.amount ?? target.amount) : target.amount;
    if (amount > target.amount) return 'exceeds_pending';
    if (target.resolved) return 'already_resolved';
    if (request.kind === 'post' && target.expires_at !== undefined && target.expires_at <= this.now)
      return 'expired';
    return {
      from,
      to,
      currency,
      amount,
      posted: request.kind === 'post' ? amount : 0,
      pending: -target.amount,
    };
  }

  /** A group that was reserved together is resolved together. */
  #incomplete(group: readonly PlainRequest[], answers: readonly string[]): string | undefined {
    const left = group.some((request, i) => {
      if (!('target' in request) || request.kind === 'reversal' || request.kind === 'expire') return false;
      if (!answers[i]?.startsWith('posted')) return false;
      return this.#members(this.written.get(request.target)?.link).some((t) => !t.resolved);
    });
    return left ? 'group_incomplete' : undefined;
  }

  #members(link: string | undefined): Written[] {
    return link ? [...this.written.values()].filter((t) => t.kind === 'pending' && t.link === link) : [];
  }
}

interface Made {
  from: string;
  to: string;
  currency: string;
  amount: number;
  posted: number;
  pending: number;
}
