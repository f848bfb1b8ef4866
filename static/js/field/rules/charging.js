// What a circuit gives a car: kilowatts, miles of range an hour, hours to charge. All constants come with the pack.

/** `{amps, largest, kw, miles_low, miles_high}` at the charger's setting; null while the setting is unknown. */
export function chargingRate(answer, facts, charging) {
  const largest = answer.max_evse_amps;
  if (!largest) return null;
  const wanted = facts.evse_amps;
  const amps = wanted > 0 && wanted <= largest ? wanted : largest;
  const kw = (amps * charging.volts) / 1000;
  return {
    amps,
    largest,
    kw,
    miles_low: kw * Number(charging.low_miles_per_kwh),
    miles_high: kw * Number(charging.high_miles_per_kwh),
  };
}

/** `{hours, power, limited_by_car, from, to}`, or `{asks: "onboard_kw"}` while the car's own limit is unknown. */
export function chargingTime(car, onBoardKw, kw, charging) {
  const limit = Number(onBoardKw || car.on_board_kw || 0);
  if (!limit) return { asks: "onboard_kw" };
  const power = Math.min(kw, limit);
  const from = Number(charging.from_percent ?? 20);
  const to = Number(charging.to_percent ?? 100);
  const charged = (Number(car.usable_kwh) * (to - from)) / 100;
  return { hours: (charged * Number(charging.loss)) / power, power, limited_by_car: limit < kw, from, to };
}
