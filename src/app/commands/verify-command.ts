import { readFile } from 'node:fs/promises';
import { verifyFile } from '../../modules/documents/index.ts';
import { readConfig } from '../../platform/config.ts';
import { openSigner } from '../../platform/signing/index.ts';
import { EXIT } from './exit-codes.ts';
import type { Register } from './register.ts';

const words: Record<string, string> = {
  authentic: '✓ authentic: this is what was signed, unchanged',
  altered: '✗ altered: it differs from what was signed',
  unknown_key: '? signed with a key that is not known here (give the issuer’s keys with --keys FILE)',
  not_a_sauda_document: '? nothing signed by Sauda is in this file',
};

export const addVerify: Register = (program, act) => {
  program
    .command('verify <file>')
    .description('Check a document (PDF, JSON or JWS) offline against the public keys')
    .option('--keys <file>', 'public keys as JSON Web Key Set (default: the keys of this installation)')
    .option('--json', 'print the result for programs')
    .addHelpText(
      'after',
      '\nExamples:\n  sauda verify invoice.pdf\n  sauda verify invoice.json --keys verification-keys.json --json',
    )
    .action(
      act(async (file: string, options: { keys?: string; json?: boolean }) => {
        const keys = options.keys
          ? JSON.parse(await readFile(options.keys, 'utf8'))
          : (await openSigner({ home: readConfig(process.env).home })).jwks();
        const result = await verifyFile(await readFile(file), keys);
        if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
        else {
          process.stdout.write(`${words[result.verdict]}\n`);
          if (result.document) {
            const { facts, issued_at, document_id } = result.document;
            process.stdout.write(
              `  ${facts.kind.replaceAll('_', ' ')} ${facts.number}, version ${facts.version}\n  issued ${issued_at} by ${facts.issuer.name}\n  document ${document_id}\n`,
            );
          }
        }
        return result.verdict === 'authentic' ? EXIT.done : EXIT.found;
      }),
    );
};
