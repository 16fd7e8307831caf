import test from 'ava';
import fc from 'fast-check';
import {labelSize, type Quantity, tickAxis, valueAxis} from '../../../source/records/pictures/axes.ts';
import {widthOf} from '../../../source/records/pictures/text.ts';

const any: Quantity = {min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, whole: false};
const whole: Quantity = {min: 0, max: Number.POSITIVE_INFINITY, whole: true};

test('every finite value lies on its axis and at least one mark does', t => {
	const property = fc.property(fc.float64Array({maxLength: 20, min: -1e9, max: 1e9}), values => {
		const {domain, marks} = valueAxis([values], any);
		const inside = (value: number) => value >= domain[0] && value <= domain[1];
		return (
			domain[0] < domain[1] &&
			marks.length > 0 &&
			marks.every(mark => inside(mark.value)) &&
			values.every(value => Number.isNaN(value) || inside(value))
		);
	});
	t.notThrows(() => fc.assert(property));
});

test('what is never negative gets no negative axis', t => {
	t.is(valueAxis([Float64Array.of(0.01, 0.6)], any).domain[0], 0);
	t.true(valueAxis([Float64Array.of(-0.01, 0.6)], any).domain[0] < 0);
});

test('a share stops at 1', t => {
	t.is(valueAxis([Float64Array.of(0.99, 1)], {min: 0, max: 1, whole: false}).domain[1], 1);
});

test('a constant is drawn inside its axis', t => {
	for (const value of [0, 1, 4001]) {
		const {domain} = valueAxis([Float64Array.of(value, value)], whole);
		t.true(domain[0] <= value && value < domain[1], String(value));
	}
});

test('counts have whole marks with separators', t => {
	const labels = (...values: number[]) => valueAxis([Float64Array.from(values)], whole).marks.map(mark => mark.label);
	t.deepEqual(labels(1, 2), ['1', '2']);
	t.true(labels(0, 6e7).includes('20,000,000'));
	t.true(labels(0, 6000).includes('2,000'));
	t.true(labels(0, 6e8).includes('200M'));
});

test('marks of the tick axis are whole, have room, and follow the span', t => {
	const property = fc.property(fc.nat(1e9), fc.nat(1e9), fc.integer({min: 150, max: 1000}), (first, span, length) => {
		const {domain, marks} = tickAxis(Float64Array.of(first, first + span), length);
		const width = marks.reduce((sum, mark) => sum + widthOf(mark.label, labelSize), 0);
		return (
			domain[0] < domain[1] &&
			width < length &&
			marks.every(mark => Number.isInteger(mark.value) && mark.value >= domain[0] && mark.value <= domain[1])
		);
	});
	t.notThrows(() => fc.assert(property));
	t.deepEqual(
		tickAxis(Float64Array.of(0, 10_000), 600)
			.marks.map(mark => mark.label)
			.slice(0, 2),
		['0', '2,000'],
	);
});

test('a tick axis without samples, or with one, is still an axis', t => {
	t.deepEqual(tickAxis(new Float64Array(), 600).domain, [0, 1]);
	t.deepEqual(tickAxis(Float64Array.of(300), 600).domain, [299, 301]);
});
