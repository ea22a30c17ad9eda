import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { verifyFile } from '../../modules/documents/index.ts';
import { type ManifestVerification, verifyManifest } from '../../modules/releases/index.ts';
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
    .description(
      'Check a document (PDF, JSON or JWS) or the manifest of a release offline against the public keys',
    )
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
        const bytes = await readFile(file);
        const beside = (name: string) => readFile(join(dirname(file), name)).catch(() => undefined);
        const release = await verifyManifest(bytes.toString('utf8'), keys, beside);
        if (release) return reportRelease(release, options.json ?? false);
        const result = await verifyFile(bytes, keys);
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

function reportRelease(release: ManifestVerification, json: boolean): number {
  const { manifest, verdict, wrong } = release;
  if (json) process.stdout.write(`${JSON.stringify(release)}\n`);
  else {
    process.stdout.write(`${words[verdict]}\n`);
    if (manifest)
      process.stdout.write(
        `  release ${manifest.number} of ${manifest.period}, as of ${manifest.as_of}, ${manifest.files.length} files\n`,
      );
    for (const name of wrong) process.stdout.write(`  ✗ ${name} is missing or differs\n`);
  }
  return verdict === 'authentic' ? EXIT.done : EXIT.found;
}
