/** The face of src/modules/documents/verify.ts, which is bundled as it is (vite.config.ts names the file). */
declare module '#verify-file' {
  export interface Verification {
    verdict: 'authentic' | 'altered' | 'unknown_key' | 'not_a_sauda_document';
    reason: string;
    document: {
      document_id: string;
      issued_at: string;
      signed_by: string;
      kid: string;
      facts_hash: string;
      supersedes: string | null;
      facts: {
        kind: string;
        number: string;
        version: number;
        issued_on: string;
        deal_number: string;
        demo: boolean;
        issuer: { name: string; country: string };
        goods: { line: number; description: string; hs_code: string; quantity: string; unit: string }[];
        total: { amount: string; currency: string } | null;
      };
    } | null;
  }
  export const MAX_FILE_BYTES: number;
  export function verifyFile(bytes: Uint8Array, jwks: { keys: object[] }): Promise<Verification>;
}
