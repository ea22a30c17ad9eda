/** Beginnings of HS codes that answer a question, each with its grade. */
export type Judgement = ReadonlyMap<string, number>;

/** '850760:3 8507:2' */
export function readJudgement(text: string): Judgement {
  return new Map(
    text.split(' ').map((part) => {
      const [code = '', grade] = part.split(':');
      return [code, Number(grade)];
    }),
  );
}

/** The grade of a code: that of the longest beginning that was judged, or 0. */
export function gradeOf(judgement: Judgement, code: string): number {
  for (const length of [6, 4, 2]) {
    const grade = judgement.get(code.slice(0, length));
    if (grade !== undefined) return grade;
  }
  return 0;
}

/**
 * Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002), with the gain 2^grade − 1:
 * 1 when the best there are stand first in order, 0 when none of the ten answers.
 */
export function ndcgAt10(grades: readonly number[], all: readonly number[]): number {
  const gain = (list: readonly number[]): number =>
    list.slice(0, 10).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
  const best = gain([...all].sort((a, b) => b - a));
  return best === 0 ? 0 : gain(grades) / best;
}
