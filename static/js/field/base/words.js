// The app's own texts: verdicts, findings, recommendations, states of items. Questions come with the forms.

/** The text of a verdict, with its tone and icon. */
export function verdictWords(answer) {
  if (answer.eligibility === "fail") {
    return { word: answer.correctable ? "Not eligible as it stands" : "Not eligible", tone: "bad", mark: "bad" };
  }
  return {
    pass: { word: "Eligible", tone: "ok", mark: "done" },
    info: { word: "Not known yet", tone: "warn", mark: "warn" },
    review: { word: "For the office to settle", tone: "warn", mark: "warn" },
    other_utility: { word: "Another utility", tone: "wait", mark: "wait" },
  }[answer.eligibility];
}

export const FINDING_OUTCOMES = {
  pass: { word: "holds", mark: "done" },
  fail: { word: "fails", mark: "bad" },
  info: { word: "not known", mark: "warn" },
  review: { word: "for the office", mark: "warn" },
  other_utility: { word: "other utility", mark: "wait" },
  not_applicable: { word: "does not apply", mark: "off" },
};

const RECOMMENDATIONS = {
  msa: "Meter socket adapter",
  load_splitter: "Splitter on the outlet that is there",
  load_controller: "Load controller on a panel circuit",
  panel_circuit: "Circuit from the panel",
  service_upgrade: "Larger service",
  confirm_with_utility: "Ask the utility that serves the meter",
};

/** The text of a recommendation, or that there is none yet. */
export const recommendationWords = (name) => RECOMMENDATIONS[name] ?? "None yet: it rests on what is not known";

export const MAY_PAUSE = "May pause while the house draws much: the adapter manages the load.";

export const SOURCES = {
  site: "Seen on site",
  photo: "From a photo",
  caller: "Told by the caller",
  bill: "From the bill",
  standard: "Our standard build",
};

/** The text and icon of an item's state. */
export const STATES = {
  draft: { word: "on this device", mark: "go" },
  queued: { word: "on this device", mark: "go" },
  sending: { word: "sending", mark: "wait" },
  acked: { word: "held by the office", mark: "done" },
  conflict: { word: "held by the office", mark: "done" },
  aside: { word: "handed to the office", mark: "done" },
  blocked: { word: "needs you", mark: "bad" },
  // states of a photo that come with the day pack
  held: { word: "held by the office", mark: "done" },
  accepted: { word: "accepted", mark: "done" },
};

export const KINDS = {
  survey: "Site survey",
  installation: "Installation record",
  staging: "Adapter staged",
  step: "Step of the appointment",
  signing: "Signed paper",
  photo: "Photo",
  signature: "Signature",
};

/** A count with its noun: "1 photo", "3 photos". */
export function counted(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
