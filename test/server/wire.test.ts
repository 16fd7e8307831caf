import test from 'ava';
import fc from 'fast-check';
import {ConnectopError} from '../../source/base/errors.ts';
import {decodeMessage, encodeMessage} from '../../source/server/wire.ts';

test('a message comes out as it went in, whatever its head and wherever its bytes lie', t => {
	fc.assert(
		fc.property(
			fc.dictionary(fc.string(), fc.jsonValue()),
			fc.float32Array({maxLength: 20}),
			fc.nat(7),
			(head, field, shift) => {
				const message = encodeMessage(head, field.length > 0 ? field : undefined);
				const moved = Buffer.concat([Buffer.alloc(shift), message]).subarray(shift);
				const decoded = decodeMessage(moved);
				t.deepEqual(decoded.head, JSON.parse(JSON.stringify(head)));
				t.deepEqual(decoded.field, field.length > 0 ? field : undefined);
			},
		),
	);
});

test('what is no message is refused, and never read beyond its end', t => {
	fc.assert(
		fc.property(fc.uint8Array({maxLength: 64}), bytes => {
			try {
				decodeMessage(bytes);
			} catch (error) {
				t.true(error instanceof ConnectopError, String(error));
			}
		}),
	);
	const cut = encodeMessage({type: 'frame'}, Float32Array.of(1, 2)).subarray(0, -1);
	t.like(
		t.throws(() => decodeMessage(cut)),
		{code: 'protocol', message: 'a message from the run has another length than it says'},
	);
	t.like(
		t.throws(() => decodeMessage(Buffer.from([3, 0, 0, 0, 123, 44, 125, 0]))),
		{message: 'a message from the run is no JSON'},
	);
});
