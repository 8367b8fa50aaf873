//! Step 5: check-in, numbing with its clock, zone by zone, products, the end, the signature.

use std::time::{Duration, Instant};

use super::Visit;
use crate::{
    hand::Hand,
    trouble::Outcome,
    window::{Chord, Spot, spot},
    words::{beginning, word, word_with},
};

/// How long the cream stays on here. Gates come before the cream, so it cannot have gone on before this visit began;
/// a walk does not wait half an hour, and says why it was short, as anybody has to.
const CREAM_ON: Duration = Duration::from_secs(61);

/// What is charted: the zone, its depth in millimetres, and its side where it has one.
const ZONES: &[(&str, Option<&str>, &str)] = &[
    ("zone_forehead", None, "0.5"),
    ("zone_cheeks", Some("zone_on_right"), "1.5"),
    ("zone_cheeks", Some("zone_on_left"), "1.5"),
    ("zone_chin", None, "1"),
];

impl Visit<'_> {
    pub async fn session(&mut self) -> Outcome {
        self.step("session_check_in");
        self.check_in().await?;
        self.step("session_numbing");
        self.numbing().await?;
        self.step("session_treat");
        self.treat().await?;
        self.step("session_finish");
        self.products().await?;
        self.finish_and_sign().await
    }

    async fn check_in(&mut self) -> Outcome {
        self.tick("identity_before_numbing").await?;
        self.press(&spot("radio", word("still_happy_yes"))).await?;
        self.press(&spot("radio", word("skin_clear"))).await?;
        self.press(&spot("radio", word("cream_before_no"))).await?;
        self.press(&spot("radio", word("photos_declined"))).await?;
        self.take_cartridge().await?;
        self.text("antiseptic", "Chlorhexidine 0.05 %").await?;
        self.text("glide", "Hydrogel").await?;
        self.tick("identity_before_needling").await?;
        self.screen("session-check-in").await?;
        self.button("session_next_numbing").await
    }

    async fn take_cartridge(&mut self) -> Outcome {
        let take = spot("button", beginning("cartridge_take")).starting();
        if self.window.look(&take).await?.is_none() {
            self.choose(&spot("combobox", word("device")), &self.only_device())
                .await?;
        }
        self.press(&take).await?;
        self.tick("cartridge_sealed").await
    }

    fn only_device(&self) -> String {
        let places = [
            ("name", word("device_skinpen_precision")),
            ("serial", "SP-20417".to_owned()),
        ];
        word_with(
            "device_option",
            &places
                .each_ref()
                .map(|(name, value)| (*name, value.as_str())),
        )
    }

    async fn numbing(&mut self) -> Outcome {
        self.press(&spot("radio", word("numbing_used_yes"))).await?;
        self.choose(
            &spot("combobox", word("numbing_choose")),
            &word("numbing_lidocaine_4_cream"),
        )
        .await?;
        self.button("numbing_on_now").await?;
        let on = Instant::now();
        self.text("numbing_amount", "5").await?;
        self.text("numbing_area_size", "120").await?;
        self.window.press(Chord::TAB).await?;
        self.screen("session-numbing").await?;
        tokio::time::sleep(CREAM_ON.saturating_sub(on.elapsed())).await;
        self.button("numbing_off_now").await?;
        self.text("numbing_why", "Skin numb to the touch; a light plan")
            .await?;
        self.button("reason_keep").await?;
        self.tick("numbing_removed").await?;
        self.tick("numbing_signs_asked").await?;
        self.button("session_next_treat").await
    }

    async fn treat(&mut self) -> Outcome {
        self.window.find(&spot("grid", word("grid_label"))).await?;
        match self.hand {
            Hand::Mouse => self.chart_by_mouse().await?,
            Hand::Keyboard => self.chart_by_keys().await?,
        }
        self.screen("session").await?;
        self.button("session_next_products").await
    }

    async fn chart_by_mouse(&mut self) -> Outcome {
        for (zone, side, depth) in ZONES {
            let name = zone_name(zone, *side);
            self.press(&spot("rowheader", &name)).await?;
            let field = |key: &str| word_with(key, &[("zone", &name)]);
            self.fill(&spot("textbox", field("grid_depth_of")), depth)
                .await?;
            self.window.press(Chord::TAB).await?;
            self.choose(&spot("combobox", field("grid_passes_of")), "3")
                .await?;
            for pattern in ["pattern_vertical", "pattern_horizontal"] {
                self.turn_on(&spot("button", word(pattern))).await?;
            }
        }
        // Pain first: with its endpoint a zone is done and shut.
        let rest = |key: &str| spot("combobox", beginning(key)).starting();
        self.choose(&rest("grid_pain_for_rest"), "3").await?;
        self.choose(&rest("grid_endpoint_for_rest"), &word("endpoint_2"))
            .await?;
        Ok(())
    }

    /// One zone after the other from the first row on, all in the grid's own keys.
    async fn chart_by_keys(&mut self) -> Outcome {
        self.window
            .tab_to(&spot("grid", word("grid_label")))
            .await?;
        for _ in ZONES {
            self.window.press(Chord::UP).await?;
            for key in ['3', 'v', 'h', 'p', '3'] {
                self.window.press(Chord::plain(key)).await?;
            }
            self.window.press(Chord::ENTER).await?;
            for key in ['e', '2'] {
                self.window.press(Chord::plain(key)).await?;
            }
            self.window.press(Chord::ENTER).await?;
        }
        Ok(())
    }

    async fn turn_on(&self, button: &Spot) -> Outcome {
        let on = self.window.find(button).await?.attr("aria-pressed").await?;
        if on.as_deref() == Some("true") {
            Ok(())
        } else {
            self.press(button).await
        }
    }

    async fn products(&mut self) -> Outcome {
        self.button("product_add").await?;
        self.fill(
            &spot("combobox", word("product_name")),
            &word("product_hyaluronic_gel"),
        )
        .await?;
        self.window.press(Chord::DOWN).await?;
        self.window.press(Chord::ENTER).await?;
        self.tick("product_for_broken_skin").await?;
        self.screen("session-products").await?;
        self.button("session_next_finish").await
    }

    async fn finish_and_sign(&mut self) -> Outcome {
        self.button("finish_end_is_right").await?;
        self.press(&spot("radio", word("bleeding_1"))).await?;
        self.tick("finish_sharps").await?;
        self.window.read(&word("finish_nothing_missing")).await?;
        self.screen("session-finish").await?;
        self.button("session_sign").await
    }
}

fn zone_name(zone: &str, side: Option<&str>) -> String {
    match side {
        Some(side) => word_with(side, &[("zone", &word(zone))]),
        None => word(zone),
    }
}
