import {createHash} from 'node:crypto';

/** Answers are remembered so long, and so many of them. */
const [keptMs, most] = [10 * 60 * 1000, 1000];

interface Kept<Answer> {
	/** SHA-256 of the body. */
	readonly body: string;
	readonly answer: Promise<Answer>;
	readonly at: number;
}

/**
Carries something out once for each key, however often it is asked for: who asks again, because an answer got lost, is given the same one.
A key that comes again with another body gives undefined.
*/
export function onlyOnce<Answer>(
	now: () => number,
): (key: string, body: string, carryOut: () => Promise<Answer>) => Promise<Answer> | undefined {
	const known = new Map<string, Kept<Answer>>();
	return (key, text, carryOut) => {
		const body = createHash('sha256').update(text).digest('base64');
		for (const [old, {at}] of known) {
			if (known.size < most && now() - at < keptMs) break;
			known.delete(old);
		}
		const before = known.get(key);
		if (before) return before.body === body ? before.answer : undefined;
		const answer = carryOut();
		known.set(key, {body, answer, at: now()});
		answer.catch(() => known.delete(key)); // what failed may be tried again
		return answer;
	};
}
