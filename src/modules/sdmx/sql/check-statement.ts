/** Why a statement is not run. `reason` is an English sentence for the one who wrote it. */
export interface RefusedStatement {
  refused: 'not_a_select' | 'function_not_offered' | 'syntax';
  reason: string;
}

/** Functions in FROM that only make rows. Everything else there reads files, settings or the engine's own state. */
const tableFunctions: ReadonlySet<string> = new Set(['range', 'generate_series', 'unnest', 'repeat']);

/** Scalar functions that reach outside the question. */
const scalarFunctions: ReadonlySet<string> = new Set([
  'current_setting',
  'getenv',
  'getvariable',
  'nextval',
  'currval',
  'write_log',
  'in_search_path',
  'current_query',
  'json_serialize_plan',
  'create_sort_key',
]);

interface Node {
  [key: string]: unknown;
}

/**
 * Looks through the syntax tree that DuckDB itself makes of a statement (`json_serialize_sql`, which knows SELECT
 * only). Undefined when it may run.
 */
export function checkStatement(serialized: string): RefusedStatement | undefined {
  const tree = JSON.parse(serialized) as Node & { error?: boolean; statements?: unknown[] };
  if (tree.error === true)
    return tree.error_type === 'not implemented'
      ? { refused: 'not_a_select', reason: 'only SELECT is run here' }
      : { refused: 'syntax', reason: engineWords(String(tree.error_message ?? '')) };
  if (tree.statements?.length !== 1)
    return { refused: 'not_a_select', reason: 'one statement is run at a time' };
  for (const node of nodesOf(tree)) {
    const name = typeof node.function_name === 'string' ? node.function_name.toLowerCase() : undefined;
    if (node.type === 'TABLE_FUNCTION') {
      const called = node.function as Node | undefined;
      const table = String(called?.function_name ?? '').toLowerCase();
      if (!tableFunctions.has(table)) return notOffered(table);
    } else if (node.type === 'BASE_TABLE' && !plainName(node.table_name)) {
      return {
        refused: 'function_not_offered',
        reason: `there is no table "${String(node.table_name).slice(0, 60)}" here`,
      };
    } else if (name !== undefined && scalarFunctions.has(name)) return notOffered(name);
  }
  return undefined;
}

/** What the engine says of a statement, for the one who wrote it. */
export function engineWords(message: string): string {
  const [first = ''] = message.split('\n');
  const plain = first.replace(/^\w+ Error: /, '').replace('syntax error at or near', 'it cannot be read at');
  return (plain || 'it cannot be read').slice(0, 500).toWellFormed();
}

const plainName = (name: unknown): boolean =>
  typeof name === 'string' &&
  /^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name) &&
  !/^(duckdb|pragma|sqlite)_/i.test(name);

function notOffered(name: string): RefusedStatement {
  return { refused: 'function_not_offered', reason: `the function ${name.slice(0, 60)} is not offered` };
}

/** Every object of the tree, without recursion, so that depth cannot exhaust the stack. */
function* nodesOf(tree: Node): Generator<Node> {
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) yield next as Node;
    open.push(...Object.values(next));
  }
}
