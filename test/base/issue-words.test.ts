import test from 'ava';
import {z} from 'zod';
import {issueInWords} from '../../source/base/issue-words.ts';

const said = (schema: z.ZodType, value: unknown): string => {
	const {error} = schema.safeParse(value);
	return error ? error.issues.map(each => issueInWords(each)).join('; ') : 'taken';
};

test('what a validator finds is said as what would be right', t => {
	t.is(said(z.int().min(1), 0), 'use at least 1');
	t.is(said(z.number().max(1), 2), 'use at most 1');
	t.is(said(z.number().gt(0), 0), 'use more than 0');
	t.is(said(z.int(), 1.5), 'use a whole number');
	t.is(said(z.object({node: z.int()}), {}), 'is missing');
	t.is(said(z.string().max(3), 'long'), 'use at most 3 characters');
	t.is(said(z.enum(['a', 'b']), 'c'), 'use a, b');
	t.is(said(z.strictObject({}), {now: true}), '"now" is unknown');
	t.is(said(z.string().regex(/^a$/, 'use an a'), 'b'), 'use an a', 'own words stay');
});

test('of what may be of several kinds all are named', t => {
	const value = z.union([z.number(), z.string().max(3)]);
	t.is(said(value, null), 'use a number or text');
	t.is(said(z.strictObject({value}), {}), 'is missing');
	t.is(
		said(z.union([z.string().max(2), z.array(z.string())]), 'abc'),
		'use at most 2 characters',
		'the kind that it is',
	);
});
